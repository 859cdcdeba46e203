package ai.openclaw.queue;

import ai.openclaw.base.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/v1/nodes`. All nodes are one page: there are few.
@RestController
@RequestMapping("/api/v1/nodes")
class NodesController {

    private final Nodes nodes;

    NodesController(Nodes nodes) {
        this.nodes = nodes;
    }

    @GetMapping
    Page<NodeView> list() {
        return new Page<>(nodes.list(), null);
    }
}
