export const certificateWords = {
  "paper.title": "Справки",
  "paper.give": "Выдать",
  "paper.giveAbout":
    "Суммы — из книг на сегодня. Повторно в тот же день, если суммы те же, будет та же справка.",
  "paper.made": "Справка № {number} готова",
  "paper.no_debt": "Об отсутствии задолженности",
  "paper.state": "О состоянии лицевого счёта",
  "paper.payments": "Об оплате за {year} год",
  "paper.charges": "О начислениях за {year} год",
  "paper.given": "Выданные справки",
  "paper.none": "Справок по счёту ещё не выдавали.",
  "paper.numbered": "№ {number} от {day}",
  "paper.ordered": "заказана в личном кабинете",
};
