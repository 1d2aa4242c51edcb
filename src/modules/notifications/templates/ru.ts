import type { EventWords } from "./words.ts";

export const RUSSIAN: EventWords = {
  bill_ready: {
    subject: "Квитанция за {month}: {amount}",
    body: "Готова квитанция за {month}.\n\nЛицевой счёт {account}, {address}.\nК оплате: {amount}, до {due}.",
    short: "Квитанция за {month}: {amount}, оплатить до {due}. Счёт {account}",
    button: "Посмотреть квитанцию",
  },
  due_soon: {
    subject: "До {due} нужно оплатить {amount}",
    body: "Напоминаем: до {due} по лицевому счёту {account} ({address}) нужно оплатить {amount}.\n\nЕсли вы уже заплатили, ничего делать не нужно: платёж придёт на днях.",
    short: "До {due} оплатите {amount}, счёт {account}. Уже оплатили — не беспокойтесь",
    button: "Оплатить",
  },
  debt: {
    subject: "Долг по лицевому счёту {account}: {amount}",
    body: "На {day} по лицевому счёту {account} ({address}) долг {amount}.\n\nОплатите его или договоритесь с нами о рассрочке. С 31-го дня просрочки начисляется пеня (Жилищный кодекс, статья 155, часть 14), а после предупреждения подача услуг может быть ограничена (постановление 354, пункты 117–119).\n\nЕсли вы уже заплатили или не согласны с суммой, ответьте нам в личном кабинете.",
    short: "Долг по счёту {account} на {day}: {amount}. Оплатите или договоритесь о рассрочке",
    button: "Посмотреть и оплатить",
  },
  payment_posted: {
    subject: "Платёж {amount} зачислен",
    body: "{day} на лицевой счёт {account} ({address}) зачислен платёж {amount}. Спасибо!",
    short: "Зачислен платёж {amount}, счёт {account}",
    button: "Посмотреть платежи",
  },
  readings_window: {
    subject: "Ждём показания за {month} до {until}",
    body: "До {until} можно передать показания счётчиков за {month}: лицевой счёт {account}, {address}.\n\nБез показаний объём посчитают по среднему, а потом по нормативу (постановление 354, пункты 59 и 60).",
    short: "Передайте показания за {month} до {until}, счёт {account}",
    button: "Передать показания",
  },
  outage: {
    subject: "{title}",
    body: "{text}\n\nАдрес: {address}.",
    short: "{title}. {text}",
    button: "Подробнее",
  },
  request_status: {
    subject: "Обращение {number}: {title}",
    body: "{text}",
    short: "Обращение {number}: {title}",
    button: "Посмотреть обращение",
  },
  house_notice: {
    subject: "{title}",
    body: "{text}\n\nАдрес: {address}.",
    short: "{title}. {text}",
    button: "Открыть личный кабинет",
  },
  company_news: {
    subject: "{title}",
    body: "{text}",
    short: "{title}",
    button: "Читать на сайте",
  },
  autopay_tomorrow: {
    subject: "Завтра автоплатёж: {amount}",
    body: "{day} с вашей карты спишется {amount}: лицевой счёт {account}, {address}.\n\nОтменить или изменить автоплатёж можно до этого дня в личном кабинете.",
    short: "{day} автоплатёж {amount}, счёт {account}. Отмена — в личном кабинете",
    button: "Изменить автоплатёж",
  },
  security: {
    subject: "{title}",
    body: "{text}\n\nЕсли это были не вы, смените пароль и завершите чужие входы.",
    short: "{title}. Если это не вы, смените пароль",
    button: "Проверить входы",
  },
};
