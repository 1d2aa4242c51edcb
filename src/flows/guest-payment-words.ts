import type { Words } from "../words/words.ts";
import type { GuestPayRefusal } from "./guest-payment.ts";

export const guestPayWordsRu: Words<GuestPayRefusal> = {
  "guest_pay.nothing_given": () => "Введите номер лицевого счёта или выберите фото квитанции.",
  "guest_pay.account_unknown": () =>
    "Такого лицевого счёта нет. Сверьте номер с квитанцией: в нём только цифры.",
  "guest_pay.not_a_picture": () =>
    "Файл не открывается как фото. Выберите снимок в формате JPEG, PNG или WebP.",
  "guest_pay.code_not_found": () =>
    "На фото не нашлось платёжного QR-кода. Снимите код ближе и ровнее или введите номер счёта.",
  "guest_pay.code_elsewhere": () =>
    "Этот код ведёт не к нам: в нём нет нашего лицевого счёта. Введите номер счёта с нашей квитанции.",
  "guest_pay.amount_unreadable": () => "Введите сумму в рублях, например 1500 или 1500,50.",
  "guest_pay.too_often": (r) =>
    `Слишком много попыток подряд. Подождите ${Math.ceil(r.seconds / 60)} мин. и попробуйте снова.`,
};

export const guestPayWordsEn: Words<GuestPayRefusal> = {
  "guest_pay.nothing_given": () => "Type the account number, or choose a photo of the bill.",
  "guest_pay.account_unknown": () =>
    "There is no such account. Compare the number with the bill: it is digits alone.",
  "guest_pay.not_a_picture": () => "The file does not open as a photo. Choose a JPEG, PNG or WebP picture.",
  "guest_pay.code_not_found": () =>
    "No payment QR code was found in the photo. Take it nearer and straighter, or type the account number.",
  "guest_pay.code_elsewhere": () =>
    "This code does not lead to us: no account of ours is in it. Type the account number of our bill.",
  "guest_pay.amount_unreadable": () => "Type the sum in roubles, for example 1500 or 1500.50.",
  "guest_pay.too_often": (r) => `Too many attempts. Wait ${Math.ceil(r.seconds / 60)} min and try again.`,
};
