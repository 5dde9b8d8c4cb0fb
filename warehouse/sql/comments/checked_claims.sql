comment on table checked_claims is
'Claims whose verdict the last check gave or found to be untouched by what was new. One row per claim.';
comment on column checked_claims.claim_id is
'key of the claim, with a moment of the day where its article is dated to the day only';
comment on column checked_claims.annotation_id is 'key of the reading of one article revision by one set of models';
comment on column checked_claims.inputs is 'hash of the claim, the date of its article and its tolerances';
comment on column checked_claims.settles_at is
'from when on nothing more can become known about it unless data is merged late, UTC; null without a date';
