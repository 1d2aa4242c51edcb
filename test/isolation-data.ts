/**
 * A row of each of two companies in every table that belongs to somebody, written by the owner of the tables: the
 * companies are alike but for their numbers, 1 with building 101 and 2 with building 102.
 */
export const COMPANIES = [
  { organization: 1, building: 101 },
  { organization: 2, building: 102 },
] as const;
export type Company = (typeof COMPANIES)[number];

export const TODAY = "2026-11-23";

export const twoCompanies = (): string => [SHARED, ...COMPANIES.map(rowsOf)].join(";\n");

const SHARED = `
  insert into addresses.regions (region_id, name) overriding system value values (1, 'Region');
  insert into addresses.cities (city_id, region_id, kind, name) overriding system value values (1, 1, 'г.', 'City');
  insert into addresses.streets (street_id, city_id) overriding system value values (1, 1);
  insert into addresses.street_names (street_id, in_force, kind, name) values (1, '[2000-01-01,)', 'ул.', 'Лесная');
  insert into tariffs.services (service_id, code, unit, receipt_group, position, name_ru, name_en)
    values (1, 'MAINTENANCE', 'm2', 'housing', 1, 'Содержание', 'Maintenance');
  insert into tariffs.bases (basis_id, title) overriding system value values (1, 'Decision 1');
  insert into gateways.gis_services (service_id, section, code, guid) values (1, 'housing', '1', gen_random_uuid());
  insert into tariffs.city_values (service_id, parameter, value, in_force, basis_id)
    values (1, 'rate', 30000000, '[2020-01-01,)', 1);
  insert into benefits.categories (category_id, code, name_ru, name_en) values (1, 'VETERAN', 'Ветеран', 'Veteran');
  insert into benefits.rules (category_id, service_id, in_force, percent, covers, volume_basis, area_basis, mode, act)
    values (1, 1, '[2020-01-01,)', 50000000, 'person', 'within_norm', 'social_norm', 'discount', 'Act');
  insert into benefits.social_norms (persons, in_force, area_per_person, act) values (1, '[2020-01-01,)', 33000000, 'Act');
  insert into benefits.office_lists (file_name, sha256, bytes, rows, refused) values ('list.dbf', decode(repeat('00', 32), 'hex'), '', 1, 0);
  insert into benefits.subsidy_registers (file_name, sha256, bytes, rows, amount) values ('paid.csv', decode(repeat('00', 32), 'hex'), '', 1, 100);
  insert into benefits.office_decisions (list_id, line, decision, reason) values (1, 1, 'refused', 'Moved');
  insert into benefits.office_codes (code, category_id) values ('010101', 1);
  insert into formulas.formulas (formula_id, code) overriding system value values (1, 'own_water');
  insert into formulas.versions (formula_id, version, title, unit, gives, text, cases, note, written_by)
    values (1, 1, 'Own water', 'm3', 'money', 'volume * rate', '[]', '', 1);
  insert into formulas.approvals (formula_id, version, written_by, approved_by) values (1, 1, 1, 2);
  insert into formulas.retirements (formula_id, version, reason, retired_by) values (1, 1, 'Replaced', 2);
  insert into charging.rule_proposals (kind, from_day, percent, basis, proposed_by) values ('key_rate', '2027-01-11', 15000000, 'Bank', 1);
  insert into charging.rule_decisions (proposal_id, proposed_by, decision, decided_by) values (1, 1, 'approved', 2);
  insert into gateways.profiles (code, version, definition, note, valid_from, layout_changed, sample_name, sample, author)
    values ('own-bank', 1, '{}', '', '2026-01-01', true, 'a.txt', 'a', 1);
  insert into access.sign_in_attempts (login, remote_address, succeeded) values ('nobody', '192.0.2.1', false);
  select ledger.ensure_period(202610), ledger.ensure_period(202611)`;

const rowsOf = ({ organization: o, building: b }: Company): string => `
  insert into organizations.organizations (organization_id, kind, code, name) overriding system value
    values (${o}, 'company', 'C${o}', 'Company ${o}');
  insert into organizations.requisites (organization_id, in_force, bank, bic, account, correspondent_account)
    values (${o}, '[2020-01-01,)', 'Bank', '044525225', '${"4".repeat(20)}', '${"3".repeat(20)}');
  insert into organizations.period_openings (organization_id, period) values (${o}, 202610), (${o}, 202611);
  insert into organizations.period_closures (organization_id, period) values (${o}, 202610);
  insert into access.users (user_id, login, password_hash, name, role, organization_id) overriding system value
    values (${o}, 'accountant${o}', 'x', 'Accountant', 'accountant', ${o});
  insert into access.sessions (token_hash, user_id, remote_address, user_agent) values ('\\x0${o}', ${o}, '192.0.2.1', 'test');
  insert into access.audit (user_id, organization_id, action, subject) values (${o}, ${o}, 'tested', 'all');
  insert into access.idempotency_keys (organization_id, key, request_hash, status, response) values (${o}, 'key', 'x', 200, '{}');
  insert into access.jobs (organization_id, kind, subject) values (${o}, 'test', 'all');
  insert into access.chores (name, leased_until, turn, began_at) values ('chore-${o}', now(), 1, now());
  insert into tariffs.city_values (service_id, parameter, organization_id, value, in_force, basis_id)
    values (1, 'rate', ${o}, 31000000, '[2020-01-01,)', 1);
  insert into tariffs.superseded_city_values (organization_id, service_id, parameter, variant, zone, range_from, provider_id,
    from_day, value, basis_id, recorded_at, reason)
    values (${o}, 1, 'rate', '', 0, 0, 0, '2020-01-01', 13000000, 1, now(), 'Figures were swapped');
  insert into formulas.city_methods (organization_id, service_id, volume, missing, area, rounding, in_force, basis_id)
    values (${o}, 1, 'law', 'law', 'total', 'roubles', '[2020-01-01,)', 1);

  insert into addresses.buildings (building_id, code, city_id, street_id, number, printed) overriding system value
    values (${b}, 'B${b}', 1, 1, '${b}', 'Lesnaya ${b}');
  insert into addresses.managements (building_id, organization_id, in_force) values (${b}, ${o}, '[2020-01-01,)');
  insert into addresses.building_states (building_id, in_force, kind, common_property_area)
    values (${b}, '[2020-01-01,)', 'apartments', 100000000);
  insert into documents.papers (building_id, organization_id, title, file_name, media_type, size, sha256, body)
    values (0, ${o}, 'Protocol', 'a.pdf', 'application/pdf', 1, sha256('\\x00'), '\\x00'), (${b}, 0, 'Act', 'a.pdf', 'application/pdf', 1, sha256('\\x00'), '\\x00');
  insert into addresses.entrances (building_id, entrance) values (${b}, 1);
  insert into addresses.premises (building_id, premises_id, kind, number) values (${b}, ${b}, 'flat', '1');
  insert into addresses.premises_states (building_id, premises_id, in_force, total_area, heating, stove, ownership)
    values (${b}, ${b}, '[2020-01-01,)', 50000000, 'central', 'gas', 'private');
  insert into addresses.building_tokens (building_id, token) values (${b}, 'лесная');

  insert into accounts.accounts (building_id, account_id, number, premises_id, opened_on)
    values (${b}, ${b}, '1000000${b}', ${b}, '2020-01-01');
  insert into accounts.account_numbers (number, building_id, account_id) values ('1000000${b}', ${b}, ${b});
  insert into benefits.subsidy_payments (building_id, account_id, month, paid_on, amount, register_id, line)
    values (${b}, ${b}, 202610, '2026-11-10', 100, 1, ${b});
  insert into accounts.account_states (building_id, account_id, in_force, holder, holder_key)
    values (${b}, ${b}, '[2020-01-01,)', 'Иванова', 'иванова');
  insert into accounts.residents (building_id, account_id, resident_no, name, registration, in_force)
    values (${b}, ${b}, 1, 'Иванова', 'permanent', '[2020-01-01,)');
  insert into residents.logins (login_id, name, password_hash, locale) overriding system value
    values (${o}, 'resident${o}@mail.ru', 'x', 'ru');
  insert into residents.slips (building_id, slip_id, account_id, code_hash, rights, expires_at) overriding system value
    values (${b}, ${b}, ${b}, decode(repeat('00', 32), 'hex'), '{view}', '2026-12-01');
  insert into residents.grants (building_id, account_id, login_id, slip_id, rights) values (${b}, ${b}, ${o}, ${b}, '{view}');
  insert into residents.sessions (token_hash, login_id, remote_address, user_agent) values ('\\x1${o}', ${o}, '192.0.2.1', 'test');
  insert into residents.safety_events (login_id, kind, of_building_id, of_account_id) values (${o}, 'access_given', ${b}, ${b});
  insert into residents.consents (login_id, version, locale, wording, remote_address) values (${o}, '2026-11', 'ru', 'I agree', '192.0.2.1');
  insert into residents.passkeys (login_id, credential_id, public_key, name) values (${o}, '\\x2${o}', '\\x00', 'Telephone');
  insert into residents.challenges (challenge_hash, login_id) values ('\\x3${o}', ${o});
  insert into notifications.settings (login_id, quiet_from, quiet_until, is_digest, attaches_bill, is_paperless)
    values (${o}, 22, 9, false, false, false);
  insert into notifications.wishes (login_id, event, channels) values (${o}, 'bill_ready', '{email}');
  insert into notifications.addresses (login_id, channel, address) values (${o}, 'sms', '+7900000000${o}');
  insert into notifications.subscriptions (login_id, endpoint, p256dh, auth)
    values (${o}, 'https://push.example/${o}', repeat('x', 87), repeat('x', 22));
  insert into notifications.stops (channel, address, cause) values ('sms', '+7900000000${o}', 'stop_word');
  insert into notifications.templates (organization_id, event, channel, language, version, subject, body)
    values (${o}, 'bill_ready', 'email', 'ru', 1, 'Bill', 'Bill');
  insert into notifications.messages (message_id, organization_id, building_id, account_id, login_id, event, channel, key,
    recipient, address, language, data, token) overriding system value values (${b}, ${o}, ${b}, ${b}, ${o}, 'bill_ready',
    'email', 'bill:${b}', 'login:${o}', 'resident${o}@mail.ru', 'ru', '{}', repeat('${o}', 22));
  insert into notifications.mailings (mailing_id, organization_id, kind, buildings, title_ru, title_en, text_ru, text_en, drafted_by)
    overriding system value values (${o}, ${o}, 'house', '{}', 'News', 'News', 'News', 'News', 1);
  insert into notifications.mailing_events (mailing_id, event_no, organization_id, event, drafted_by) values (${o}, 1, ${o}, 'asked', 1);
  insert into notifications.mailing_accounts (building_id, mailing_id, account_id, letters, short_messages, pushes, parts)
    values (${b}, ${o}, ${b}, 1, 0, 0, 0);
  insert into notifications.told (building_id, account_id, event, key) values (${b}, ${b}, 'bill_ready', '202611');
  insert into messages.cases (case_id, organization_id, kind, origin, building_id, account_id, received_on)
    overriding system value values (${o}, ${o}, 'question', 'account', ${b}, ${b}, '2026-11-23');
  insert into messages.entries (entry_id, organization_id, case_id, author, text) overriding system value
    values (${o}, ${o}, ${o}, 'applicant', 'Why?'), (1${o}, ${o}, ${o}, 'note', 'Nobody else reads this');
  insert into messages.attachments (organization_id, entry_id, name, media_type, size, body)
    values (${o}, ${o}, 'a.pdf', 'application/pdf', 1, '\\x00'), (${o}, 1${o}, 'b.pdf', 'application/pdf', 1, '\\x00');
  insert into messages.templates (organization_id, title, text) values (${o}, 'Thanks', 'Thank you');
  insert into messages.links (organization_id, case_id, kind, reference) values (${o}, ${o}, 'absence', 1);
  insert into benefits.entitlements (building_id, account_id, resident_no, category_id, in_force, document)
    values (${b}, ${b}, 1, 1, '[2020-01-01,)', 'Certificate');
  insert into benefits.insurance_numbers (building_id, account_id, resident_no, snils) values (${b}, ${b}, 1, '16249849404');
  insert into accounts.absences (building_id, account_id, absence_no, resident_no, left_on, returned_on, document, applied_on)
    values (${b}, ${b}, 1, 1, '2026-11-01', '2026-11-20', 'Paper', '2026-11-21');
  insert into accounts.absence_decisions (building_id, account_id, absence_no, decision) values (${b}, ${b}, 1, 'accepted');
  insert into benefits.subsidies (building_id, account_id, in_force, family_size, standard, income, subsistence_minimum, max_share, document)
    values (${b}, ${b}, '[2026-09-01,2027-03-01)', 1, 100, 100, 100, 22000000, 'Decision');
  insert into benefits.subsidy_ends (building_id, account_id, from_day, ended_on, granted_until, document)
    values (${b}, ${b}, '2026-09-01', '2027-03-01', '2027-04-01', 'Decision');
  insert into tariffs.building_values (building_id, service_id, parameter, value, in_force, basis_id)
    values (${b}, 1, 'rate', 32000000, '[2020-01-01,)', 1);
  insert into tariffs.superseded_building_values (building_id, account_id, service_id, parameter, variant, zone, range_from,
    from_day, value, basis_id, recorded_at, reason)
    values (${b}, 0, 1, 'rate', '', 0, 0, '2020-01-01', 23000000, 1, now(), 'Figures were swapped');
  insert into tariffs.service_terms (building_id, service_id, provider_id, method, in_force)
    values (${b}, 1, ${o}, 'area', '[2020-01-01,)');
  insert into formulas.building_methods (building_id, service_id, volume, missing, area, rounding, in_force, basis_id)
    values (${b}, 1, 'law', 'law', 'total', 'roubles', '[2020-01-01,)', 1);

  insert into metering.meters (building_id, meter_id, premises_id, resource, serial, integer_digits, installed_on)
    values (${b}, ${b}, ${b}, 'cold_water', 'S${b}', 5, '2020-01-01');
  insert into metering.verifications (building_id, meter_id, verified_on, verified_until)
    values (${b}, ${b}, '2020-01-01', '2026-01-01');
  insert into metering.faults (building_id, meter_id, in_force, report) values (${b}, ${b}, '[2026-11-01,2026-11-05)', 'Report');
  insert into metering.readings (building_id, taken_on, meter_id, scale, value, source)
    values (${b}, '2026-11-20', ${b}, 0, 100000000, 'clerk');
  insert into metering.reading_pictures (building_id, meter_id, account_id, taken_on, body)
    values (${b}, ${b}, ${b}, '2026-11-20', '\\xffd8');

  insert into metering.allocator_units (building_id, from_month, to_month, premises_id, units, document)
    values (${b}, 202510, 202609, ${b}, 1000000, 'Act');
  insert into metering.supply_failures (building_id, failure_no, standard_id, started_at, ended_at, source, document)
    values (${b}, 1, 40, '2026-11-05 08:00', '2026-11-06 08:00', 'act', 'Act');
  insert into metering.supply_failure_decisions (building_id, failure_no, decision) values (${b}, 1, 'accepted');

  insert into charging.runs (run_id, organization_id, charged_for, booked_in) overriding system value
    values (${o}, ${o}, 202611, 202611);
  insert into charging.run_events (run_id, event, organization_id) values (${o}, 'calculated', ${o});
  insert into charging.open_drafts (organization_id, charged_for, run_id) values (${o}, 202611, ${o});
  insert into charging.run_buildings (building_id, run_id, accounts) values (${b}, ${o}, 1);
  insert into charging.facts (building_id, run_id, charged_for, sha256, lines_sha256, body)
    values (${b}, ${o}, 202611, '\\x00', '\\x00', '\\x00');
  insert into charging.late_facts (building_id, mark_id, from_day, source) overriding system value values (${b}, ${b}, '2026-10-25', 'metering.readings');
  insert into charging.covered_facts (building_id, mark_id, run_id) values (${b}, ${b}, ${o});
  insert into charging.carried_volumes (building_id, run_id, period, service_id, volume) values (${b}, ${o}, 202612, 1, -1);
  insert into charging.benefit_rows (building_id, run_id, row_no, account_id, category, document, mode, percent, persons, volume, rate, charged, amount)
    values (${b}, ${o}, 1, ${b}, 'SUBSIDY', 'Decision', 'subsidy', 22000000, 1000000, 0, 0, 100, 100);
  insert into charging.warnings (building_id, run_id, warning_no, code) values (${b}, ${o}, 1, 'test');
  insert into charging.reviews (run_id, organization_id, rules_version, buildings_without_before) values (${o}, ${o}, 1, 0);
  insert into charging.run_totals (run_id, organization_id, body) values (${o}, ${o}, '{}');
  insert into charging.anomalies (building_id, run_id, anomaly_no, rule, blocking, was, became) values (${b}, ${o}, 1, 'jump', false, 1, 2);
  insert into charging.anomaly_decisions (building_id, run_id, anomaly_no, reason, decided_by) values (${b}, ${o}, 1, 'checked', ${o});
  insert into charging.review_limits (organization_id, in_force, jump_permille, jump_amount, group_amount, own_run_amount)
    values (${o}, '[2020-01-01,)', 500, 50000, 10000000, 100000000);
  insert into charging.penalty_policies (organization_id, in_force, mode, basis) values (${o}, '[2020-01-01,)', 'BY_DAY', 'Order 1');
  insert into charging.penalty_waivers (building_id, account_id, days, decided_on, document, reason, period)
    values (${b}, ${b}, '[2026-01-01,2026-02-01)', '2026-11-01', 'Order 2', 'Illness', 202611);

  insert into ledger.counted_runs (run_id, organization_id) values (${o}, ${o});
  insert into ledger.entries (amount, volume, rate, document_id, building_id, account_id, period, batch, charged_for,
    provider_id, line_no, service_id, part, kind, formula, basis)
    values (150000, 0, 0, ${o}, ${b}, ${b}, 202611, 0, 202611, ${o}, 1, 1, 0, 1, 1, 1);
  insert into ledger.opening_balances (amount, building_id, account_id, period, charged_for, provider_id, service_id)
    values (100, ${b}, ${b}, 202611, 202610, ${o}, 1);

  insert into payments.agents (agent_id, organization_id, code, name, secret_hash) overriding system value
    values (${o}, ${o}, 'agent${o}', 'Agent', '\\x00');
  insert into payments.payments (building_id, payment_id, account_id, amount, paid_on, period, channel, agent_id)
    values (${b}, ${b}, ${b}, 100, '2026-11-10', 202611, 'agent', ${o});
  insert into payments.cash_shifts (shift_id, organization_id, desk, shift_no, cashier_id, day, float_amount) overriding system value
    values (${o}, ${o}, 'Desk', 1, ${o}, '2026-11-10', 100);
  insert into payments.cash_handovers (shift_id, handover_no, organization_id, amount, receiver, document)
    values (${o}, 1, ${o}, 100, 'Bank', '');
  insert into payments.cash_closings (shift_id, organization_id, taken_count, taken_total, returned_count, returned_total,
    handed_total, expected, declared, reason, left_amount) values (${o}, ${o}, 1, 100, 1, 100, 100, 0, 0, '', 0);
  insert into payments.cash_taken (building_id, payment_id, shift_id) values (${b}, ${b}, ${o});
  insert into payments.cash_returned (building_id, payment_id, shift_id) values (${b}, ${b}, ${o});
  insert into payments.registries (registry_id, agent_id, organization_id, document, declared_count, declared_total,
    taken_count, taken_total, repeated_count, repeated_total) overriding system value
    values (${o}, ${o}, ${o}, 'registry.csv', 1, 100, 1, 100, 0, 0);
  insert into payments.agent_transactions (agent_id, transaction_id, building_id, payment_id, account_number, amount, registry_id)
    values (${o}, 'T-1', ${b}, ${b}, '1000000${b}', 100, ${o});
  insert into payments.bank_accounts (bank_account_id, organization_id, account, bic) overriding system value
    values (${o}, ${o}, '4070281000000000000${o}', '044525225');
  insert into payments.statements (statement_id, bank_account_id, organization_id, file_hash, file_name, format, number,
    from_day, to_day, credited, debited, line_count, new_count) overriding system value
    values (${o}, ${o}, ${o}, '\\x0${o}', 'statement.txt', '1c-statement', '1', '2026-11-10', '2026-11-10', 100, 0, 1, 1);
  insert into payments.statement_files (file_hash, file_name, body) values ('\\x0${o}', 'statement.txt', '\\x00');
  insert into payments.statement_lines (line_id, bank_account_id, organization_id, statement_id, identity, line_no, booked_on,
    direction, amount, number, reference, counterparty_name, counterparty_inn, counterparty_account, counterparty_bic,
    purpose, reversal, family, raw) overriding system value
    values (${o}, ${o}, ${o}, ${o}, 'x', 1, '2026-11-10', 'in', 100, '', '', '', '', '', '', '', false, '1c', '');
  insert into payments.statement_outcomes (line_id, decision, part, organization_id, kind, amount, registry_id, reason)
    values (${o}, 1, 1, ${o}, 'registry', 100, ${o}, 'amount_equal');
  insert into payments.registry_repeats (registry_id, line_no, organization_id, transaction_id, account_number, amount, paid_on)
    values (${o}, 1, ${o}, 'T-2', '1000000${b}', 100, '2026-11-10');
  insert into payments.reconciliations (agent_id, organization_id, day, event_no, event, online_total, registry_total, fee,
    received, differences, note) values (${o}, ${o}, '2026-11-10', 1, 'reconciled', 100, 100, 0, 100, 0, '');
  insert into payments.reversals (building_id, payment_id, period, reversed_on, reason)
    values (${b}, ${b}, 202611, '2026-11-11', 'Mistake');
  insert into payments.allocation_policies (organization_id, in_force, penalties, whole_month, barred, basis)
    values (${o}, '[2026-01-01,)', 'after_debts', false, 'never', 'test');
  insert into payments.held (held_id, source, reference, amount, received_on, raw) values (${o}, 'order', 'R-${o}', 100, '2026-11-10', '');
  insert into payments.held_rules (rule_id, stated_account, payer_key, building_id, account_id, account_number)
    overriding system value values (${o}, '12', '', ${b}, ${b}, '1000000${b}');
  insert into payments.held_rule_withdrawals (rule_id) values (${o});
  insert into payments.held_resolutions (held_id, resolution_no, kind, amount, building_id, payment_id)
    values (${o}, 1, 'assigned', 100, ${b}, ${b});
  insert into payments.agent_messages (message_id, agent_id, remote_address, request, answer) overriding system value
    values (${o}, ${o}, '192.0.2.1', '', '');
  insert into payments.agent_incident_decisions (message_id, note) values (${o}, 'Called the agent');
  insert into payments.agent_cancellations (agent_id, transaction_id, cause) values (${o}, 'T-2', '1');
  insert into gateways.files (file_id, agent_id, name, sha256, size, body, source) overriding system value
    values (${o}, ${o}, 'registry.csv', '\\x${String(o).padStart(64, "0")}', 1, '\\x00', 'upload');
  insert into gateways.file_events (file_id, event_no, event) values (${o}, 1, 'unclear');
  insert into gateways.drops (drop_id, agent_id) overriding system value values (${o}, ${o});
  insert into gateways.drop_settings (drop_id, version, settings, secret) values (${o}, 1, '{}', '\\x00');
  insert into gateways.drop_items (drop_id, item_key, label, size) values (${o}, 'a.txt|1|1', 'a.txt', 1);
  insert into gateways.debt_plans (plan_id, agent_id, organization_id, profile, day_of_month, is_active, content, scope)
    overriding system value values (${o}, ${o}, ${o}, 'sber-debts', 1, true, 'debts', 'organization');
  insert into gateways.debt_files (plan_id, year, number, made_for, period, name, rows, total, sha256, size, body_id)
    values (${o}, 2026, 1, '2026-11-01', 202610, 'debts.txt', 1, 100, '\\x00', 1, ${o});
  insert into gateways.debt_file_parts (body_id, part_no, bytes) values (${o}, 0, '\\x00');

  insert into gateways.gis_participants (organization_id, ppa_guid, account_kind) values (${o}, gen_random_uuid(), 'UO');
  insert into gateways.gis_identifiers (building_id, kind, thing, guid) values (${b}, 'house', '${b}', gen_random_uuid());
  insert into gateways.gis_packages (package_id, organization_id, kind, message_guid, xml, things) overriding system value
    values (${o}, ${o}, 'accounts', gen_random_uuid(), '', 1);
  insert into gateways.gis_package_items (building_id, package_id, transport, thing)
    values (${b}, ${o}, gen_random_uuid(), '${b}');
  insert into gateways.gis_notifications (guid, organization_id, order_number, amount)
    values (gen_random_uuid(), ${o}, '1', 100);
  insert into payments.orders (building_id, order_id, account_id, organization_id, amount, bank, origin, expires_at)
    values (${b}, ${b}, ${b}, ${o}, 100, 'bank', 'link', now());
  insert into payments.order_references (kind, reference, building_id, order_id) values ('order', '${b}', ${b}, ${b});
  insert into payments.order_events (building_id, order_id, event_no, event, state) values (${b}, ${b}, 1, 'created', 'created');
  insert into payments.order_payments (building_id, order_id, part_no, payment_id) values (${b}, ${b}, 0, ${b});
  insert into payments.order_refunds (building_id, order_id, refund_no, amount, reason, needs_second_person)
    values (${b}, ${b}, 1, 100, 'Mistake', false);
  insert into payments.order_refund_outcomes (building_id, order_id, refund_no, outcome) values (${b}, ${b}, 1, 'approved');
  insert into payments.orders_waiting (building_id, order_id, next_at) values (${b}, ${b}, now());
  insert into payments.card_consents (building_id, consent_id, account_id, subject, order_id, version, language, wording, remote_address)
    overriding system value values (${b}, ${b}, ${b}, 'keep', ${b}, '1', 'ru', 'Agreed', '192.0.2.1');
  insert into payments.kept_cards (building_id, card_id, account_id, consent_id, order_id, bank, token, mask)
    overriding system value values (${b}, ${b}, ${b}, ${b}, ${b}, 'bank', '\\x00', '•••• 0777');
  insert into payments.autopay_rules (building_id, rule_id, account_id, card_id, consent_id, schedule, days, language, next_month,
    announce_on) overriding system value values (${b}, ${b}, ${b}, ${b}, ${b}, 'day_of_month', 10, 'ru', 202612, '2026-12-09');
  insert into payments.autopay_turns (building_id, account_id, month, rule_id, state, amount, charge_on)
    values (${b}, ${b}, 202611, ${b}, 'asked', 100, '2026-11-10');
  insert into payments.autopay_attempts (building_id, account_id, month, attempt_no, order_id) values (${b}, ${b}, 202611, 1, ${b});
  insert into payments.autopay_events (building_id, account_id, event) values (${b}, ${b}, 'announced');

  insert into gateways.registry_houses (building_id, source, said_on, building)
    values (${b}, 'houses-2016', '2016-12-31', '{}');
  insert into gateways.card_messages (bank, remote_address, request, outcome) values ('bank-${o}', '192.0.2.1', '', 'handled');
  insert into gateways.agent_minutes (agent, minute, taken, granted) values ('agent-${o}', 1, 1, 1);
  insert into gateways.card_notifications (bank, replay_key) values ('bank-${o}', 'key');
  insert into gateways.fiscal_rules (organization_id, channel, in_force, required, basis)
    values (${o}, 'hand', '[2020-01-01,)', true, 'Contract');
  insert into gateways.fiscal_documents (building_id, payment_id, document_no, kind, external_id, amount, positions, contact, organization_id)
    values (${b}, ${b}, 0, 'sell', 'P${b}', 100, '[]', 'a@example.test', ${o});
  insert into gateways.fiscal_receipts (building_id, payment_id, document_no, service_id, fn_number, fiscal_document_number,
    fiscal_attribute, receipt_at) values (${b}, ${b}, 0, 'uuid', '1', '1', '1', '');
  insert into gateways.outbox (kind, key, organization_id, payload) values ('test', 'key-${o}', ${o}, '{}');
  insert into gateways.outbox_breakers (kind) values ('kind-${o}');
  insert into gateways.alerts_seen (code, about, up_to, note) values ('outbox_dead', 'kind-${o}', now(), 'note');
  insert into gateways.agent_settings (agent_id, version, settings, needs_second) values (${o}, 1, '{}', false);
  insert into gateways.agent_settings_decisions (agent_id, version, approved) values (${o}, 1, true);

  insert into receipts.batches (organization_id, period, template_version) values (${o}, 202611, '1');
  insert into receipts.receipts (building_id, account_id, period, template_version, content, pdf_sha256, to_pay)
    values (${b}, ${b}, 202611, '1', '\\x00', '\\x00', 0);

  insert into receipts.certificates (building_id, certificate_no, account_id, kind, language, issued_on, code,
    template_version, content) values (${b}, 1, ${b}, 'state', 'ru', '2026-11-23', 'K7QM-2XTB-9HRC', '1.0', '{}');

  insert into addresses.building_places (building_id, version, latitude, longitude) values (${b}, 1, 58500000, 31300000);
  insert into portal.texts (text_id, organization_id, kind, slug) overriding system value values (${o}, ${o}, 'news', 'a');
  insert into portal.text_versions (text_id, version, organization_id, title, body, state, shown_from)
    values (${o}, 1, ${o}, 'News', '', 'draft', '2026-11-01');
  insert into portal.files (file_id, organization_id, kind, title, name, media_type, size, sha256, bytes, added_on)
    overriding system value values (${o}, ${o}, 'document', 'Paper', 'paper.pdf', 'application/pdf', 1, sha256('\\x00'), '\\x00', '2026-11-01');
  insert into portal.disclosed (organization_id, year, form, field, version, value) values (${o}, 2026, '1.1', 'ogrn', 1, '1');
  insert into portal.houses_disclosed (building_id, year, form, field, version, value, organization_id, stated_on)
    values (${b}, 2026, '2.1', 'energy', 1, 'B', ${o}, '2026-11-01');
  insert into portal.brandings (organization_id, version, accent) values (${o}, 1, '#1864ab');

  insert into settlements.terms (terms_id, organization_id, provider_id, in_force, contract, basis, commission, percent, bearer, schedule)
    overriding system value values (${o}, ${o}, ${o}, '[2020-01-01,)', '12', 'Contract', 'percent', 1500000, 'provider', 'monthly');
  insert into settlements.settlements (settlement_id, organization_id, provider_id, period, through, year, number, allocated, returned,
    commission, withheld, to_transfer, payments, booked_from, booked_through, made_on) overriding system value
    values (${o}, ${o}, ${o}, 202611, '2026-11-30', 2026, 1, 100, 0, 2, 2, 98, 1, 202611, 202611, '2026-11-30');
  insert into settlements.building_sums (building_id, settlement_id, organization_id, provider_id, address, allocated, returned, commission, withheld, payments)
    values (${b}, ${o}, ${o}, ${o}, 'Lesnaya', 100, 0, 2, 2, 1);
  insert into settlements.rows (allocated, commission, withheld, document_id, building_id, account_id, provider_id, settlement_id, organization_id,
    terms_id, booked_in, day, kind, account_tail) values (100, 2, 2, ${b}, ${b}, ${b}, ${o}, ${o}, ${o}, ${o}, 202611, '2026-11-10', 10, '0012');
  insert into settlements.complete_months (organization_id, period) values (${o}, 202610);
  insert into settlements.approvals (settlement_id, organization_id, provider_id) values (${o}, ${o}, ${o});
  insert into settlements.orders (order_id, organization_id, year, number, dated, amount, purpose, payer_name, payer_inn, payer_kpp, payer_account,
    payer_bank, payer_bic, payer_correspondent, receiver_name, receiver_inn, receiver_kpp, receiver_account, receiver_bank, receiver_bic,
    receiver_correspondent, drafted_by) overriding system value values (${o}, ${o}, 2026, ${o}, '2026-11-30', 98, 'Transfer', 'Center', '', '',
    '${"4".repeat(20)}', 'Bank', '044525225', '', 'Provider', '', '', '${"4".repeat(20)}', 'Bank', '044525225', '', 1);
  insert into settlements.order_settlements (order_id, settlement_id, organization_id, provider_id, amount) values (${o}, ${o}, ${o}, ${o}, 98);
  insert into settlements.order_approvals (order_id, organization_id, drafted_by, approved_by) values (${o}, ${o}, 1, 2);
  insert into settlements.order_files (file_id, format, name, bytes, sha256) overriding system value
    values (${o}, '1c', 'orders.txt', '\\x00', sha256('\\x00'));
  insert into settlements.order_sendings (order_id, organization_id, file_id) values (${o}, ${o}, ${o});
  insert into settlements.order_outcomes (order_id, organization_id, outcome, happened_on, document) values (${o}, ${o}, 'confirmed', '2026-12-01', 'Line 1')`;
