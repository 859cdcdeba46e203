package ai.openclaw.auth;

import ai.openclaw.base.Cursor;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The audit trail over REST, newest first.
@RestController
class AuditController {

    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    @GetMapping("/api/v1/audit")
    Page<Audit.Entry> list(
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor, 1);
        return page.page(
                audit.list(before(page.cursor()), page.rows()), entry -> Cursor.of(entry.id()));
    }

    private static long before(@Nullable Cursor cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor.text(0));
        } catch (NumberFormatException e) {
            throw InvalidRequest.of("cursor", "This is not a cursor of this list.");
        }
    }
}
