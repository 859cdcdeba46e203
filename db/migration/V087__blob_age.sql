-- The sweep of blobs that no row refers to looks at the latest ones only.
create index blob_written on blob (written_at);
