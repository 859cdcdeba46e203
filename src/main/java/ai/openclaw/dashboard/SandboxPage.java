package ai.openclaw.dashboard;

import ai.openclaw.base.NotFound;
import ai.openclaw.fleet.Fleet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.view.RedirectView;

/// The sandboxes that are there now, kept up to date while somebody looks.
@Controller
class SandboxPage {

    private final Fleet fleet;
    private final LivePart live;
    private final Clock clock;

    SandboxPage(Fleet fleet, LivePart live, Clock clock) {
        this.fleet = fleet;
        this.live = live;
        this.clock = clock;
    }

    @GetMapping("/sandboxes")
    String list(Model model) {
        model.addAttribute("rows", rows());
        return "sandboxes";
    }

    @GetMapping("/sandboxes/live")
    void follow(HttpServletResponse response) throws IOException, InterruptedException {
        live.follow(response, "sandboxes", this::rows);
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
        return SeeOther.at("/sandboxes");
    }

    private List<SandboxRow> rows() {
        var now = clock.instant();
        return fleet.list().stream().map(it -> SandboxRow.of(it, now)).toList();
    }
}
