package ai.openclaw.dashboard;

import ai.openclaw.base.NotFound;
import ai.openclaw.queue.Drain;
import ai.openclaw.queue.Nodes;
import ai.openclaw.sandbox.Marks;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/// The gateways of this installation, kept up to date while somebody looks.
@Controller
class NodePage {

    /// A heartbeat is no event, so it is looked up now and then.
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Nodes nodes;
    private final Marks marks;
    private final Changes changes;
    private final Fragments fragments;
    private final Clock clock;

    NodePage(Nodes nodes, Marks marks, Changes changes, Fragments fragments, Clock clock) {
        this.nodes = nodes;
        this.marks = marks;
        this.changes = changes;
        this.fragments = fragments;
        this.clock = clock;
    }

    @GetMapping("/nodes")
    String list(Model model) {
        model.addAttribute("rows", rows());
        return "nodes";
    }

    @GetMapping("/nodes/live")
    void follow(HttpServletResponse response) throws IOException, InterruptedException {
        var end = clock.instant().plus(EventStream.LONGEST);
        var stream = new EventStream(response);
        String shown = "";
        long sent = System.nanoTime();
        try (var watch = changes.watch(_ -> true)) {
            while (changes.open() && clock.instant().isBefore(end)) {
                var now = fragments.render("parts/nodes", "list", Map.of("rows", rows()));
                if (!now.equals(shown)) {
                    stream.send("nodes", now);
                    shown = now;
                    sent = System.nanoTime();
                } else if (System.nanoTime() - sent > EventStream.HEARTBEAT.toNanos()) {
                    stream.heartbeat();
                    sent = System.nanoTime();
                }
                watch.await(PAUSE);
                watch.rest(PAUSE.dividedBy(8));
            }
        }
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
        var view = new RedirectView("/nodes");
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    private List<NodeRow> rows() {
        var now = clock.instant();
        return nodes.list(marks.node()).stream().map(it -> NodeRow.of(it, now)).toList();
    }
}
