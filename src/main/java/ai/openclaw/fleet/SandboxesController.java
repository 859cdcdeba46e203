package ai.openclaw.fleet;

import ai.openclaw.base.Caller;
import ai.openclaw.base.Cursor;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import java.security.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The sandboxes that are there now, newest first.
@RestController
@RequestMapping("/api/v1/sandboxes")
class SandboxesController {

    private final Fleet fleet;

    SandboxesController(Fleet fleet) {
        this.fleet = fleet;
    }

    @GetMapping
    Page<FleetSandbox> list(
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor, 1);
        var last = page.cursor() == null ? null : page.cursor().uuid(0).toString();
        return page.page(
                fleet.list().stream()
                        .filter(it -> last == null || it.id().toString().compareTo(last) < 0)
                        .limit(page.rows())
                        .toList(),
                it -> Cursor.of(it.id()));
    }

    /// Kills it; the answer means that whoever has it was told.
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void kill(@PathVariable("id") UUID id, @Nullable Principal principal) {
        fleet.kill(id, Caller.name(principal));
    }
}
