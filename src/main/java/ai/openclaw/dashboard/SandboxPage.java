package ai.openclaw.dashboard;

import ai.openclaw.base.NotFound;
import ai.openclaw.fleet.Fleet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.view.RedirectView;

/// The sandboxes that are there now, kept up to date while somebody looks.
@Controller
class SandboxPage {

    /// No event tells what a sandbox uses, so it is looked up now and then.
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Fleet fleet;
    private final Changes changes;
    private final Fragments fragments;
    private final Clock clock;

    SandboxPage(Fleet fleet, Changes changes, Fragments fragments, Clock clock) {
        this.fleet = fleet;
        this.changes = changes;
        this.fragments = fragments;
        this.clock = clock;
    }

    @GetMapping("/sandboxes")
    String list(Model model) {
        model.addAttribute("rows", rows());
        return "sandboxes";
    }

    @GetMapping("/sandboxes/live")
    void follow(HttpServletResponse response) throws IOException, InterruptedException {
        var end = clock.instant().plus(EventStream.LONGEST);
        var stream = new EventStream(response);
        String shown = "";
        long sent = System.nanoTime();
        try (var watch = changes.watch(_ -> true)) {
            while (changes.open() && clock.instant().isBefore(end)) {
                var now = fragments.render("parts/sandboxes", "list", Map.of("rows", rows()));
                if (!now.equals(shown)) {
                    stream.send("sandboxes", now);
                    shown = now;
                    sent = System.nanoTime();
                } else if (System.nanoTime() - sent > EventStream.HEARTBEAT.toNanos()) {
                    stream.heartbeat();
                    sent = System.nanoTime();
                }
                // A task that starts or ends shows at once, a storm of them not more often.
                watch.await(PAUSE);
                watch.rest(PAUSE.dividedBy(8));
            }
        }
    }

    /// One that has gone meanwhile is what was wanted.
    @PostMapping("/sandboxes/{id}/kill")
    RedirectView kill(@PathVariable UUID id, Principal who) {
        try {
            fleet.kill(id, who.getName());
        } catch (NotFound gone) {
            return back();
        }
        return back();
    }

    private static RedirectView back() {
        var view = new RedirectView("/sandboxes");
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    private List<SandboxRow> rows() {
        var now = clock.instant();
        return fleet.list().stream().map(it -> SandboxRow.of(it, now)).toList();
    }
}
