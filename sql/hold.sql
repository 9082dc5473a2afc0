-- hold.sql: stock set aside for an order; the procedures are in sql/procedures/hold.sql.

-- hold_claim(event id, key bytes, wanted text, visitor bytes, account id, language text, key_number int,
--            seconds int, most int, address bytes, request text) :call on event keyed
CALL hold_claim(:event, :key, :wanted, :visitor, :account, :language, :key_number, :seconds, :most, :address,
                :request, OUT end, OUT order, OUT expires_at, OUT ticket_type, OUT left, OUT limit);

-- hold_release(order id, account id, address bytes, request text) :call on order keyed
-- Its state is its key: giving back twice does no harm.
CALL hold_release(:order, :account, :address, :request, OUT end);

-- holds_reclaim(shard int, most int) :call                      on shard
-- What has run out, whoever it is.
CALL hold_reclaim(0, :most, OUT orders, OUT stock);
