comment on table sentence_sentiments is
'Sentiment of one sentence. The three probabilities sum to 1. Grain: annotation and start.';
comment on column sentence_sentiments.annotation_id is
'key of the reading of one article revision by one set of models';
comment on column sentence_sentiments.start is 'first code point of the sentence';
comment on column sentence_sentiments."end" is 'one past its last code point';
comment on column sentence_sentiments.p_bearish is 'probability of bearish, 0 to 1';
comment on column sentence_sentiments.p_neutral is 'probability of neutral, 0 to 1';
comment on column sentence_sentiments.p_bullish is 'probability of bullish, 0 to 1';
comment on column sentence_sentiments.assets is 'tickers named in the sentence';
comment on column sentence_sentiments.mover_rank is '1 for the sentence that moved the score most; null for the rest';
