package ai.openclaw.task;

import ai.openclaw.base.ByteSize;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much one request may bring, how long things are kept, and how often our own failures are
/// made good; set by `OPENCLAW_TASKS_UPLOADLIMIT` and so on.
///
/// @param bodyLimit of a JSON request
/// @param batchBodyLimit of a JSON request with many tasks
/// @param uploadLimit of one upload
/// @param unpackedLimit of all that an uploaded archive unpacks to
/// @param unpackedEntries in an uploaded archive
/// @param uploadTtl after its last use an upload can no longer be named
/// @param idempotencyTtl after which an `Idempotency-Key` is free again
/// @param infrastructureRetries attempts that our side may spoil before the task fails
/// @param infrastructureBackoff wait before the first of them; four times as long each time
/// @param crashes of the gateway in a row, within minutes, that an attempt may live through; one
///   more, and it is taken for their cause
@ConfigurationProperties("openclaw.tasks")
record TaskSettings(
        @DefaultValue("4m") ByteSize bodyLimit,
        @DefaultValue("32m") ByteSize batchBodyLimit,
        @DefaultValue("1g") ByteSize uploadLimit,
        @DefaultValue("4g") ByteSize unpackedLimit,
        @DefaultValue("200000") int unpackedEntries,
        @DefaultValue("PT24H") Duration uploadTtl,
        @DefaultValue("PT24H") Duration idempotencyTtl,
        @DefaultValue("3") int infrastructureRetries,
        @DefaultValue("PT1S") Duration infrastructureBackoff,
        @DefaultValue("5") int crashes) {}
