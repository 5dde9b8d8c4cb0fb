comment on table rejections is 'One item that was refused, with the reason. Key: run_id, step, origin, item, reason.';
comment on column rejections.run_id is 'run that refused it';
comment on column rejections.rejected_at is 'when, UTC';
comment on column rejections.step is 'step that refused it';
comment on column rejections.origin is 'feed, provider or file that it came from';
comment on column rejections.item is 'what was refused';
comment on column rejections.reason is 'why, one stable word';
comment on column rejections.detail is 'why, in words';
