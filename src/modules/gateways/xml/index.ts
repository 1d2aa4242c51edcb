export { decodedXml, walkXml, XML_LIMITS, type XmlLimits, type XmlTag, type XmlTrouble } from "./walk.ts";
export { xmlEscaped, xmlText } from "./write.ts";
