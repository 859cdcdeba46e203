package ai.openclaw.dashboard;

import ai.openclaw.base.NotFound;
import ai.openclaw.queue.Drain;
import ai.openclaw.queue.Nodes;
import ai.openclaw.sandbox.Marks;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/// The gateways of this installation, kept up to date while somebody looks.
@Controller
class NodePage {

    private final Nodes nodes;
    private final Marks marks;
    private final LivePart live;
    private final Clock clock;

    NodePage(Nodes nodes, Marks marks, LivePart live, Clock clock) {
        this.nodes = nodes;
        this.marks = marks;
        this.live = live;
        this.clock = clock;
    }

    @GetMapping("/nodes")
    String list(Model model) {
        model.addAttribute("rows", rows());
        return "nodes";
    }

    @GetMapping("/nodes/live")
    void follow(HttpServletResponse response) throws IOException, InterruptedException {
        live.follow(response, "nodes", this::rows);
    }

    /// One that is forgotten meanwhile needs no drain.
    @PostMapping("/nodes/{id}/drain")
    RedirectView drain(@PathVariable UUID id, @RequestParam Drain drain) {
        try {
            nodes.ask(id, drain, marks.node());
        } catch (NotFound gone) {
            return back();
        }
        return back();
    }

    private static RedirectView back() {
        return SeeOther.at("/nodes");
    }

    private List<NodeRow> rows() {
        var now = clock.instant();
        return nodes.list(marks.node()).stream().map(it -> NodeRow.of(it, now)).toList();
    }
}
