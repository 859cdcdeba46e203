package ai.openclaw.auth;

import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The audit trail over REST, newest first.
@RestController
class AuditController {

    private static final int LONGEST_PAGE = 500;

    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    @GetMapping("/api/v1/audit")
    Page<Audit.Entry> list(
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw InvalidRequest.of("limit", "1 to " + LONGEST_PAGE + " is expected");
        }
        var entries = audit.list(before(cursor), limit + 1);
        return entries.size() <= limit
                ? new Page<>(entries, null)
                : new Page<>(entries.subList(0, limit), Long.toString(entries.get(limit - 1).id()));
    }

    private static long before(@Nullable String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw InvalidRequest.of("cursor", "a cursor of an earlier answer is expected");
        }
    }
}
