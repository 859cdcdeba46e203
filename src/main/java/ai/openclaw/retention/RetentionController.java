package ai.openclaw.retention;

import ai.openclaw.base.Page;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What is kept for how long, and what would go now.
@RestController
@RequestMapping("/api/v1/retention")
class RetentionController {

    private final Retention retention;

    RetentionController(Retention retention) {
        this.retention = retention;
    }

    /// All kinds are one page. Counting stops at 10,000 of a kind; `more` then says so.
    @GetMapping
    Page<RetentionView> list() {
        return new Page<>(retention.look(), null);
    }

    /// Asks for a run on this node, which begins at once unless one is under way.
    @PostMapping("/runs")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void run() {
        retention.wish();
    }
}
