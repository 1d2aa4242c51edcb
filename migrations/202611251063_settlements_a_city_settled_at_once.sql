-- A month of a city has hundreds of thousands of rows. What they refer to is asked once a statement, and the commission is
-- an expression that the planner takes into the query: a call for each row cost more than all the rest.
alter table settlements.rows drop constraint rows_terms_id_fkey, drop constraint rows_kind_fkey,
  drop constraint rows_settlement_id_organization_id_provider_id_fkey;
call access.refer_by_statement('settlements.rows', 'settlements.terms', '{terms_id}');
call access.refer_by_statement('settlements.rows', 'settlements.settlements', '{settlement_id,organization_id,provider_id}');

create or replace function settlements.commission_of(amount bigint, terms settlements.terms) returns bigint
language sql immutable parallel safe
  return sign(amount) * least(abs(amount), coalesce(terms.most, abs(amount)), greatest(coalesce(terms.least, 0),
    case terms.commission
      when 'percent' then round(abs(amount)::numeric * terms.percent / 100000000)
      when 'fixed' then terms.fixed
      when 'tiers' then round(abs(amount)::numeric * terms.tier_percent[width_bucket(abs(amount), terms.tier_from)] / 100000000)
      else 0 end));

-- Reversals are looked for by the number of their entries.
create index on payments.reversals (building_id, reversal_id);

-- A registry's number is for its provider, whose order names several of them: of each company the same would say nothing.
alter table settlements.settlements drop constraint settlements_organization_id_year_number_key,
  add unique (provider_id, year, number);
