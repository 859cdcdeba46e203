package ai.openclaw.dashboard;

import ai.openclaw.retention.Retention;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.view.RedirectView;

/// What is kept for how long, and what a run would remove now.
@Controller
class RetentionPage {

    private final Retention retention;
    private final Clock clock;

    RetentionPage(Retention retention, Clock clock) {
        this.retention = retention;
        this.clock = clock;
    }

    @GetMapping("/retention")
    String list(Model model) {
        var now = clock.instant();
        model.addAttribute(
                "rows", retention.look().stream().map(it -> RetentionRow.of(it, now)).toList());
        return "retention";
    }

    @PostMapping("/retention/runs")
    RedirectView run() {
        retention.wish();
        return SeeOther.at("/retention");
    }
}
