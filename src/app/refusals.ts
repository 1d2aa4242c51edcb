import type { Refusal } from "#core/result";
import { type FlowRefusal, flowWords } from "#flows/refusal-words";
import type { AccessRefusal } from "#modules/access";
import type {
  AbsenceRefusal,
  AccountRefusal,
  AccountRowRefusal,
  ResidentRowRefusal,
} from "#modules/accounts";
import type { AddressRefusal, BuildingRowRefusal, PremisesRowRefusal } from "#modules/addresses";
import type { BenefitRefusal } from "#modules/benefits";
import type { ChargingRefusal, PenaltyRefusal } from "#modules/charging";
import type { FormulaRefusal, MethodRefusal } from "#modules/formulas";
import { type ProfileRefusal, registerProfileWords } from "#modules/gateways";
import type {
  AllocatorRefusal,
  FailureRefusal,
  MeteringRefusal,
  MeterRowRefusal,
  ReadingRefusal,
} from "#modules/metering";
import type { OrganizationRefusal, OrganizationRowRefusal, PeriodRefusal } from "#modules/organizations";
import {
  type AgentRefusal,
  type BatchRefusal,
  type AutopayRefusal,
  type OnlineOrderRefusal,
  type AllocationPolicyRefusal,
  type HeldRefusal,
  type HeldRuleRefusal,
  type PaymentRefusal,
  paymentWordsEn,
  paymentWordsRu,
  type RegisterAgentRefusal,
  type RegistryLineRefusal,
  type RegistryRefusal,
  type ReconciliationRefusal,
  type ReversalRefusal,
  type StatementRefusal,
  statementWordsEn,
  statementWordsRu,
} from "#modules/payments";
import type { OrderRefusal, SettlementRefusal, TermsRefusal } from "#modules/settlements";
import type { TariffRefusal, TermsRowRefusal, ValueRowRefusal } from "#modules/tariffs";
import { type Kind, type Language, type RequestRefusal, requestWords } from "#platform/http";
import { accessWords as accessEn } from "../words/en/access.ts";
import { accountWords as accountsEn } from "../words/en/accounts.ts";
import { addressWords as addressesEn } from "../words/en/addresses.ts";
import { benefitWords as benefitsEn } from "../words/en/benefits.ts";
import {
  chargingRefusalWords as chargingEn,
  penaltyRefusalWords as penaltiesEn,
} from "../words/en/charging.ts";
import { formulaWords as formulasEn } from "../words/en/formulas.ts";
import { meteringWords as meteringEn } from "../words/en/metering.ts";
import { organizationWords as organizationsEn } from "../words/en/organizations.ts";
import { settlementWords as settlementsEn } from "../words/en/settlements.ts";
import { tariffWords as tariffsEn } from "../words/en/tariffs.ts";
import { accessWords as accessRu } from "../words/ru/access.ts";
import { accountWords as accountsRu } from "../words/ru/accounts.ts";
import { addressWords as addressesRu } from "../words/ru/addresses.ts";
import { benefitWords as benefitsRu } from "../words/ru/benefits.ts";
import {
  chargingRefusalWords as chargingRu,
  penaltyRefusalWords as penaltiesRu,
} from "../words/ru/charging.ts";
import { formulaWords as formulasRu } from "../words/ru/formulas.ts";
import { meteringWords as meteringRu } from "../words/ru/metering.ts";
import { organizationWords as organizationsRu } from "../words/ru/organizations.ts";
import { settlementWords as settlementsRu } from "../words/ru/settlements.ts";
import { tariffWords as tariffsRu } from "../words/ru/tariffs.ts";
import type { Words } from "../words/words.ts";

/** Every refusal that an answer can carry. */
export type AnyRefusal =
  | RequestRefusal
  | AccessRefusal
  | OrganizationRefusal
  | OrganizationRowRefusal
  | PeriodRefusal
  | AddressRefusal
  | BuildingRowRefusal
  | PremisesRowRefusal
  | AbsenceRefusal
  | AccountRefusal
  | AccountRowRefusal
  | ResidentRowRefusal
  | BenefitRefusal
  | TariffRefusal
  | ValueRowRefusal
  | TermsRowRefusal
  | AllocatorRefusal
  | FailureRefusal
  | MeteringRefusal
  | MeterRowRefusal
  | ReadingRefusal
  | FormulaRefusal
  | MethodRefusal
  | ChargingRefusal
  | PenaltyRefusal
  | FlowRefusal
  | ProfileRefusal
  | AgentRefusal
  | BatchRefusal
  | AutopayRefusal
  | OnlineOrderRefusal
  | AllocationPolicyRefusal
  | HeldRefusal
  | HeldRuleRefusal
  | PaymentRefusal
  | RegisterAgentRefusal
  | RegistryLineRefusal
  | ReconciliationRefusal
  | RegistryRefusal
  | StatementRefusal
  | ReversalRefusal
  | TermsRefusal
  | SettlementRefusal
  | OrderRefusal;

/** What each refusal means to a machine. A new one does not compile until it is in here, and has its sentences. */
export const KINDS: { readonly [C in AnyRefusal["code"]]: Kind } = {
  "request.invalid": "malformed",
  "request.unreadable": "malformed",
  "request.too_large": "too_large",
  "request.media_type_unknown": "media_type",
  "request.cross_site": "forbidden",
  "request.route_not_found": "missing",
  "request.defect": "defect",
  "request.database_away": "outage",
  "access.not_signed_in": "unauthenticated",
  "access.session_over": "unauthenticated",
  "access.not_permitted": "forbidden",
  "access.sign_in_failed": "unauthenticated",
  "access.sign_in_too_often": "too_many",
  "access.session_not_found": "missing",
  "access.user_not_found": "missing",
  "access.job_not_found": "missing",
  "access.job_without_file": "missing",
  "access.password_wrong": "unacceptable",
  "access.center_only": "forbidden",
  "access.rows_refused": "unacceptable",
  "access.idempotency_key_missing": "malformed",
  "access.idempotency_key_reused": "conflict",
  "access.login_malformed": "unacceptable",
  "access.name_empty": "unacceptable",
  "access.organization_contradicts_role": "unacceptable",
  "access.password_too_short": "unacceptable",
  "access.password_too_long": "unacceptable",
  "access.password_easy": "unacceptable",
  "access.login_taken": "conflict",
  "organizations.code_empty": "unacceptable",
  "organizations.name_empty": "unacceptable",
  "organizations.differs": "conflict",
  "organizations.twice_in_rows": "unacceptable",
  "organizations.requisites_malformed": "unacceptable",
  "organizations.requisites_contradict": "conflict",
  "organizations.center_only": "forbidden",
  "organizations.rows_refused": "unacceptable",
  "organizations.not_found": "missing",
  "organizations.period_closed": "conflict",
  "organizations.period_still_open": "conflict",
  "organizations.period_not_next": "conflict",
  "organizations.period_not_open": "conflict",
  "addresses.code_empty": "unacceptable",
  "addresses.settlement_unknown": "unacceptable",
  "addresses.house_number_unreadable": "unacceptable",
  "addresses.area_negative": "unacceptable",
  "addresses.building_elsewhere": "conflict",
  "addresses.state_contradicts": "conflict",
  "addresses.manager_contradicts": "conflict",
  "addresses.manager_not_found": "unacceptable",
  "addresses.number_empty": "unacceptable",
  "addresses.building_not_found": "missing",
  "addresses.flat_not_found": "unacceptable",
  "addresses.premises_differs": "conflict",
  "addresses.center_only": "forbidden",
  "addresses.rows_refused": "unacceptable",
  "addresses.street_not_found": "missing",
  "addresses.street_name_taken": "conflict",
  "addresses.street_name_contradicts": "conflict",
  "accounts.number_malformed": "unacceptable",
  "accounts.holder_empty": "unacceptable",
  "accounts.share_impossible": "unacceptable",
  "accounts.closed_before_opened": "unacceptable",
  "accounts.premises_not_found": "unacceptable",
  "accounts.number_taken": "conflict",
  "accounts.closed_already": "conflict",
  "accounts.state_contradicts": "conflict",
  "accounts.resident_name_empty": "unacceptable",
  "accounts.resident_span_empty": "unacceptable",
  "accounts.account_not_found": "missing",
  "accounts.resident_twice_in_rows": "unacceptable",
  "accounts.rows_refused": "unacceptable",
  "accounts.absence_span_empty": "unacceptable",
  "accounts.absence_too_short": "unacceptable",
  "accounts.absence_applied_late": "unacceptable",
  "accounts.absence_document_missing": "unacceptable",
  "accounts.resident_not_found": "unacceptable",
  "accounts.absence_overlaps": "conflict",
  "accounts.absence_not_found": "missing",
  "accounts.absence_decided": "conflict",
  "accounts.decision_reason_missing": "unacceptable",
  "tariffs.service_unknown": "unacceptable",
  "tariffs.value_negative": "unacceptable",
  "tariffs.basis_missing": "unacceptable",
  "tariffs.span_empty": "unacceptable",
  "tariffs.owner_missing": "unacceptable",
  "tariffs.owner_not_found": "unacceptable",
  "tariffs.provider_not_found": "unacceptable",
  "tariffs.provider_not_at_this_level": "unacceptable",
  "tariffs.not_yours": "forbidden",
  "tariffs.value_contradicts": "conflict",
  "tariffs.method_unknown": "unacceptable",
  "tariffs.terms_contradict": "conflict",
  "tariffs.center_only": "forbidden",
  "tariffs.service_differs": "conflict",
  "tariffs.building_not_found": "missing",
  "tariffs.nothing_to_end": "conflict",
  "tariffs.value_begins_later": "conflict",
  "tariffs.rows_refused": "unacceptable",
  "formulas.center_only": "forbidden",
  "formulas.not_found": "missing",
  "formulas.version_not_found": "missing",
  "formulas.text_faulty": "unacceptable",
  "formulas.case_impossible": "unacceptable",
  "formulas.cases_missing": "conflict",
  "formulas.cases_fail": "conflict",
  "formulas.second_person": "conflict",
  "formulas.already_approved": "conflict",
  "formulas.already_retired": "conflict",
  "formulas.service_unknown": "unacceptable",
  "formulas.owner_missing": "unacceptable",
  "formulas.owner_not_found": "unacceptable",
  "formulas.basis_missing": "unacceptable",
  "formulas.span_empty": "unacceptable",
  "formulas.not_approved": "conflict",
  "formulas.method_unknown": "unacceptable",
  "formulas.unit_differs": "unacceptable",
  "formulas.choice_unsuitable": "unacceptable",
  "formulas.method_contradicts": "conflict",
  "formulas.nothing_to_end": "conflict",
  "registers.agent_not_found": "unacceptable",
  "registers.profile_not_found": "unacceptable",
  "registers.file_not_found": "missing",
  "registers.file_empty": "unacceptable",
  "registers.file_done": "conflict",
  "what_if.no_buildings": "unacceptable",
  "what_if.no_result": "missing",
  "what_if.formula_not_saved": "conflict",
  "metering.serial_empty": "unacceptable",
  "metering.digits_impossible": "unacceptable",
  "metering.ratio_impossible": "unacceptable",
  "metering.removed_before_installed": "unacceptable",
  "metering.building_not_found": "missing",
  "metering.premises_not_found": "unacceptable",
  "metering.serial_taken": "conflict",
  "metering.removed_already": "conflict",
  "metering.scale_unknown": "unacceptable",
  "metering.reading_too_long": "unacceptable",
  "metering.meter_not_found": "missing",
  "metering.reading_in_future": "unacceptable",
  "metering.before_installation": "unacceptable",
  "metering.meter_removed": "unacceptable",
  "metering.reading_below_previous": "unacceptable",
  "metering.reading_above_next": "unacceptable",
  "metering.rows_refused": "unacceptable",
  "metering.failure_span_empty": "unacceptable",
  "metering.failure_in_future": "unacceptable",
  "metering.failure_document_missing": "unacceptable",
  "metering.failure_place_unknown": "unacceptable",
  "metering.standard_not_found": "unacceptable",
  "metering.measurement_missing": "unacceptable",
  "metering.measurement_within_standard": "unacceptable",
  "metering.failure_not_found": "missing",
  "metering.failure_decided": "conflict",
  "metering.failure_reason_missing": "unacceptable",
  "metering.allocator_span_impossible": "unacceptable",
  "metering.allocator_span_not_over": "unacceptable",
  "metering.allocator_document_missing": "unacceptable",
  "metering.allocator_counted_twice": "unacceptable",
  "metering.allocator_spans_overlap": "conflict",
  "benefits.service_unknown": "unacceptable",
  "benefits.center_only": "forbidden",
  "social.not_dbf": "unacceptable",
  "social.dbf_damaged": "unacceptable",
  "social.columns_missing": "unacceptable",
  "social.not_a_list": "unacceptable",
  "social.too_many_lines": "unacceptable",
  "social.list_not_found": "missing",
  "social.line_not_found": "missing",
  "social.line_decided": "conflict",
  "social.code_unknown": "unacceptable",
  "social.reason_missing": "unacceptable",
  "social.resident_missing": "unacceptable",
  "benefits.span_empty": "unacceptable",
  "benefits.rule_contradicts": "conflict",
  "benefits.norm_contradicts": "conflict",
  "benefits.document_missing": "unacceptable",
  "benefits.category_unknown": "unacceptable",
  "benefits.account_not_found": "missing",
  "benefits.resident_not_found": "unacceptable",
  "benefits.entitled_already": "conflict",
  "benefits.subsidy_term": "unacceptable",
  "benefits.subsidy_granted": "conflict",
  "charging.run_not_found": "missing",
  "charging.no_open_period": "conflict",
  "charging.period_in_future": "conflict",
  "charging.draft_exists": "conflict",
  "charging.no_buildings": "conflict",
  "charging.month_not_charged_yet": "conflict",
  "charging.rates_missing": "conflict",
  "charging.not_calculated": "conflict",
  "charging.others_not_calculated": "conflict",
  "charging.already_approved": "conflict",
  "charging.already_given_up": "conflict",
  "charging.period_closed": "conflict",
  "charging.anomalies_open": "conflict",
  "charging.own_run_above_limit": "conflict",
  "charging.not_reviewed": "conflict",
  "charging.month_not_earlier": "unacceptable",
  "charging.note_missing": "unacceptable",
  "charging.blocking_one_by_one": "conflict",
  "charging.group_above_limit": "conflict",
  "charging.building_not_failed": "conflict",
  "charging.limits_begun_later": "conflict",
  "register.organization_not_found": "missing",
  "penalties.policy_begun_later": "conflict",
  "penalties.rate_known": "conflict",
  "penalties.moratorium_not_found": "missing",
  "penalties.day_known": "conflict",
  "penalties.day_as_its_weekday": "unacceptable",
  "penalties.account_not_found": "missing",
  "penalties.days_impossible": "unacceptable",
  "penalties.not_open": "conflict",
  "close.no_open_period": "conflict",
  "close.not_the_open_period": "conflict",
  "close.draft_exists": "conflict",
  "close.not_charged": "conflict",
  "explain.account_not_found": "missing",
  "explain.not_charged": "missing",
  "explain.service_unknown": "missing",
  "explain.service_not_charged": "missing",
  "gateways.center_only": "forbidden",
  "gateways.profile_not_found": "missing",
  "gateways.profile_faulty": "unacceptable",
  "gateways.sample_refused": "unacceptable",
  "gateways.kept_sample_refused": "conflict",
  "import.file_not_found": "missing",
  "import.file_too_large": "unacceptable",
  "import.unpacked_too_large": "unacceptable",
  "import.too_many_rows": "unacceptable",
  "import.not_a_table": "unacceptable",
  "import.unknown_sheet": "unacceptable",
  "import.missing_columns": "unacceptable",
  "import.repeated_column": "unacceptable",
  "import.encoding": "unacceptable",
  "receipts.not_charged": "conflict",
  "receipts.no_requisites": "conflict",
  "payments.amount_not_positive": "unacceptable",
  "payments.paid_in_future": "unacceptable",
  "payments.account_not_found": "missing",
  "payments.account_closed": "conflict",
  "payments.building_unmanaged": "conflict",
  "payments.period_not_open": "conflict",
  "payments.transaction_cancelled": "conflict",
  "payments.day_limit_reached": "unacceptable",
  "agents.agent_not_found": "missing",
  "agents.settings_wrong": "unacceptable",
  "agents.settings_waiting": "conflict",
  "agents.version_not_found": "missing",
  "agents.version_decided": "conflict",
  "agents.second_person_needed": "forbidden",
  "agents.incident_not_found": "missing",
  "agents.incident_decided": "conflict",
  "agents.closed_before": "conflict",
  "payments.transaction_differs": "conflict",
  "payments.agent_closed": "conflict",
  "payments.account_malformed": "unacceptable",
  "payments.amount_too_small": "unacceptable",
  "payments.amount_too_large": "unacceptable",
  "payments.reason_missing": "unacceptable",
  "payments.payment_not_found": "missing",
  "payments.payment_already_reversed": "conflict",
  "payments.payment_of_order": "conflict",
  "payments.transaction_missing": "unacceptable",
  "payments.refund_unknown": "unacceptable",
  "payments.transaction_twice": "unacceptable",
  "drops.center_only": "forbidden",
  "drops.not_found": "missing",
  "drops.settings_wrong": "unacceptable",
  "drops.secret_missing": "unacceptable",
  "statements.center_only": "forbidden",
  "statements.file_refused": "unacceptable",
  "statements.account_not_ours": "unacceptable",
  "statements.in_future": "unacceptable",
  "statements.taken_before": "conflict",
  "statements.other_form": "conflict",
  "statements.organization_unknown": "unacceptable",
  "statements.account_known": "conflict",
  "statements.not_found": "missing",
  "statements.line_not_found": "missing",
  "statements.line_decided": "conflict",
  "statements.registry_not_due": "conflict",
  "statements.nothing_left": "unacceptable",
  "reconciliation.center_only": "forbidden",
  "reconciliation.agent_not_found": "missing",
  "reconciliation.day_not_over": "conflict",
  "reconciliation.note_missing": "unacceptable",
  "reconciliation.changed_meanwhile": "conflict",
  "reconciliation.already_reconciled": "conflict",
  "reconciliation.not_reconciled": "conflict",
  "payments.registry_empty": "unacceptable",
  "payments.registry_count_differs": "unacceptable",
  "payments.registry_total_differs": "unacceptable",
  "payments.agent_not_found": "unacceptable",
  "payments.registry_lines_refused": "unacceptable",
  "payments.batch_differs": "unacceptable",
  "payments.batch_rows_refused": "unacceptable",
  "payments.held_not_found": "missing",
  "payments.held_resolved": "conflict",
  "payments.held_is_refund": "unacceptable",
  "payments.held_parts_differ": "unacceptable",
  "payments.held_account_twice": "unacceptable",
  "payments.held_reason_missing": "unacceptable",
  "payments.held_document_missing": "unacceptable",
  "payments.rule_says_nothing": "unacceptable",
  "payments.rule_known": "conflict",
  "payments.rule_not_found": "missing",
  "payments.card_not_kept": "missing",
  "payments.autopay_set_already": "conflict",
  "payments.autopay_not_set": "conflict",
  "payments.consent_outdated": "conflict",
  "payments.order_amount_out_of_range": "unacceptable",
  "payments.order_not_found": "missing",
  "payments.order_not_paid": "conflict",
  "payments.order_refund_too_large": "unacceptable",
  "payments.order_refund_not_found": "missing",
  "payments.order_refund_decided": "conflict",
  "payments.order_refund_second_person": "conflict",
  "payments.order_bank_unknown": "conflict",
  "payments.agent_code_malformed": "unacceptable",
  "payments.agent_code_taken": "conflict",
  "payments.secret_too_short": "unacceptable",
  "payments.limits_impossible": "unacceptable",
  "payments.account_pattern_malformed": "unacceptable",
  "payments.rule_begins_in_past": "unacceptable",
  "payments.rule_begun_later": "conflict",
  "payments.rule_basis_missing": "unacceptable",
  "payments.rule_organization_unknown": "unacceptable",
  "settlements.center_only": "forbidden",
  "settlements.organization_not_found": "missing",
  "settlements.contract_missing": "unacceptable",
  "settlements.basis_missing": "unacceptable",
  "settlements.percent_impossible": "unacceptable",
  "settlements.limits_impossible": "unacceptable",
  "settlements.tiers_impossible": "unacceptable",
  "settlements.day_impossible": "unacceptable",
  "settlements.terms_contradict": "conflict",
  "settlements.day_to_come": "unacceptable",
  "settlements.not_found": "missing",
  "settlements.approved_already": "conflict",
  "settlements.person_needed": "forbidden",
  "settlements.second_person_needed": "forbidden",
  "settlements.no_center": "conflict",
  "settlements.no_account": "conflict",
  "settlements.no_orders": "unacceptable",
  "settlements.order_not_found": "missing",
  "settlements.order_not_ready": "conflict",
  "settlements.document_missing": "unacceptable",
  "settlements.file_not_found": "missing",
  "gis.not_participant": "conflict",
  "gis.no_requisites": "conflict",
  "gis.services_unmapped": "conflict",
  "gis.package_not_found": "missing",
  "gis.package_answered": "conflict",
  "gis.answer_of_other_package": "unacceptable",
  "gis.fault": "unacceptable",
  "gis.answer_too_large": "too_large",
  "gis.answer_declares_type": "unacceptable",
  "gis.answer_encoding": "unacceptable",
  "gis.answer_too_much": "too_large",
  "gis.answer_not_xml": "unacceptable",
  "gis.answer_too_deep": "unacceptable",
  "gis.answer_field_wrong": "unacceptable",
  "gis.answer_unknown": "unacceptable",
  "gis.period_missing": "unacceptable",
  "gis.nothing_left_out": "conflict",
  "gis.workbook_unreadable": "unacceptable",
  "gis.workbook_columns_missing": "unacceptable",
  "gis.workbook_lines_wrong": "unacceptable",
  "gis.identifiers_unreadable": "unacceptable",
  "gis.identifiers_columns_missing": "unacceptable",
  "gis.premises_unknown": "unacceptable",
};

const SENTENCES: Readonly<Record<Language, Words<AnyRefusal>>> = {
  ru: {
    ...requestWords.ru,
    ...accessRu,
    ...organizationsRu,
    ...addressesRu,
    ...accountsRu,
    ...tariffsRu,
    ...meteringRu,
    ...benefitsRu,
    ...formulasRu,
    ...chargingRu,
    ...penaltiesRu,
    ...flowWords.ru,
    ...paymentWordsRu,
    ...registerProfileWords.ru,
    ...settlementsRu,
    ...statementWordsRu,
  },
  en: {
    ...requestWords.en,
    ...accessEn,
    ...organizationsEn,
    ...addressesEn,
    ...accountsEn,
    ...tariffsEn,
    ...meteringEn,
    ...benefitsEn,
    ...formulasEn,
    ...chargingEn,
    ...penaltiesEn,
    ...flowWords.en,
    ...paymentWordsEn,
    ...registerProfileWords.en,
    ...settlementsEn,
    ...statementWordsEn,
  },
};

/** Kind and sentence of a refusal; undefined for one that is not of the list. */
export function describeRefusal(
  refusal: Refusal,
  language: Language,
): { kind: Kind; sentence: string } | undefined {
  if (!isKnown(refusal)) return undefined;
  // Read as a plain table: a union of two hundred signatures takes the type-aware lint minutes.
  const sentences: Readonly<Record<string, unknown>> = SENTENCES[language];
  const sentenceOf = sentences[refusal.code] as (of: AnyRefusal) => string;
  return { kind: KINDS[refusal.code], sentence: sentenceOf(refusal) };
}

const isKnown = (refusal: Refusal): refusal is AnyRefusal => Object.hasOwn(KINDS, refusal.code);
