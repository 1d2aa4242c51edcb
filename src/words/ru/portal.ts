import type { PortalRefusal } from "#modules/portal";
import type { Words } from "../words.ts";

export const portalWords: Words<PortalRefusal> = {
  "portal.organization_not_found": (r) =>
    `Компании № ${r.organization} нет среди доступных вам. Выберите компанию, которая управляет домами.`,
  "portal.text_not_found": (r) => `Материала № ${r.text} нет среди доступных вам. Обновите страницу.`,
  "portal.title_empty": () => "Дайте материалу заголовок: его прочитают первым.",
  "portal.text_changed": (r) =>
    `За это время сохранена версия ${r.version}. Скопируйте написанное, откройте материал снова и добавьте.`,
  "portal.file_not_found": (r) => `Файла № ${r.file} на портале нет. Обновите страницу.`,
  "portal.file_unknown": (r) =>
    `Файл «${r.name}» не того вида, что показывает портал. Сохраните его как PDF, DOCX, XLSX, PNG, JPEG или WebP, без макросов.`,
  "portal.file_too_large": (r) => `Файл больше ${r.megabytesMax} МБ. Уменьшите его или разделите.`,
  "portal.picture_unreadable": (r) =>
    `Файл «${r.name}» не читается как картинка. Откройте его, сохраните заново как PNG или JPEG и загрузите.`,
  "portal.logo_no_picture": (r) => `Файл «${r.name}» не картинка. Логотип — это PNG, JPEG или WebP.`,
  "portal.house_not_found": (r) =>
    `Дома № ${r.building} у этой компании нет: его ведёт другая или он снят с управления. Выберите дом из списка.`,
  "portal.form_not_found": (r) => `Формы ${r.form} за ${r.year} год нет. Обновите страницу.`,
  "portal.field_not_open": (r) =>
    `Поле «${r.field}» заполняется из базы или не входит в эту форму. Измените его там, где оно ведётся.`,
  "portal.accent_malformed": () => "Цвет — это шесть знаков, например #1864ab.",
  "portal.accent_pale": (r) =>
    `Белые буквы на этом цвете плохо видны: контраст ${r.contrast}, а нужен ${r.contrastMin}. Возьмите темнее.`,
};
