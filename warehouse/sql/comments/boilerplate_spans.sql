comment on table boilerplate_spans is
'Paragraphs that a reading left out as learned boilerplate. Grain: annotation and paragraph.';
comment on column boilerplate_spans.annotation_id is 'key of the reading of one article revision by one set of models';
comment on column boilerplate_spans.key is 'hash of its words';
comment on column boilerplate_spans.start is 'first code point of the span in the text';
comment on column boilerplate_spans."end" is 'one past the last code point of the span';
