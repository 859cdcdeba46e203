-- What of the ledger is old.
create index slot_age on slot (at);
