-- Remember what this check covered. Grain: claim. Inputs: claim_scope, dated_claims.
delete from checked_claims
where
    claim_id in (select claim_scope.claim_id from claim_scope)
    or claim_id not in (select dated_claims.claim_id from dated_claims);

insert into checked_claims by name
select
    claim_id,
    annotation_id,
    inputs,
    settles_at
from claim_scope;
