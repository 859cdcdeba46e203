package ai.openclaw.queue;

import ai.openclaw.base.Page;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The gateways of this installation.
@RestController
@RequestMapping("/api/v1/nodes")
class NodesController {

    private final Nodes nodes;
    private final Node node;

    NodesController(Nodes nodes, Node node) {
        this.nodes = nodes;
        this.node = node;
    }

    /// @param kill whether to end what runs, too
    record DrainRequest(boolean kill) {}

    /// All nodes are one page: there are few.
    @GetMapping
    Page<NodeView> list() {
        return new Page<>(nodes.list(node.id()), null);
    }

    /// From now on it claims nothing. Its state is DRAINED when nothing is left on it.
    @PostMapping("/{id}/drain")
    @ResponseStatus(HttpStatus.ACCEPTED)
    NodeView drain(
            @PathVariable("id") UUID id,
            @RequestBody(required = false) @Nullable DrainRequest request) {
        return nodes.ask(
                id, request != null && request.kill() ? Drain.KILL : Drain.WAIT, node.id());
    }

    /// It works again.
    @DeleteMapping("/{id}/drain")
    NodeView resume(@PathVariable("id") UUID id) {
        return nodes.ask(id, Drain.NONE, node.id());
    }
}
