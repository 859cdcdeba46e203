package ai.openclaw.notify;

import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.Tasks;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Deliveries over REST.
@RestController
@RequestMapping("/api/v1")
class DeliveryController {

    private final Deliveries deliveries;
    private final Tasks tasks;

    DeliveryController(Deliveries deliveries, Tasks tasks) {
        this.deliveries = deliveries;
        this.tasks = tasks;
    }

    @GetMapping("/deliveries/{id}")
    Delivery get(@PathVariable UUID id) {
        return deliveries.get(id);
    }

    /// Sends the same message once more.
    @PostMapping("/deliveries/{id}/redelivery")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Delivery redeliver(@PathVariable UUID id) {
        return deliveries.again(id);
    }

    /// To the task's callback, and to webhooks.
    @GetMapping("/tasks/{id}/deliveries")
    Page<Delivery> ofTask(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return deliveries.ofTask(tasks.get(new TaskId(id)).id(), PageRequest.of(limit, cursor, 1));
    }
}
