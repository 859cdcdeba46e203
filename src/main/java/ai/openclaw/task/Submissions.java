package ai.openclaw.task;

import ai.openclaw.agent.Agent;
import ai.openclaw.agent.Agents;
import ai.openclaw.base.Findings;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.TooLarge;
import ai.openclaw.blob.Blobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// How tasks come in: checked whole, then written whole, with the attempt's place in the queue, in
/// one transaction.
@Component
class Submissions {

    static final int LARGEST_BATCH = 1_000;

    private final Agents agents;
    private final TaskStore tasks;
    private final Uploads uploads;
    private final Blobs blobs;
    private final Idempotency idempotency;
    private final ObjectProvider<Enqueuer> enqueuer;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Submissions(
            Agents agents,
            TaskStore tasks,
            Uploads uploads,
            Blobs blobs,
            Idempotency idempotency,
            ObjectProvider<Enqueuer> enqueuer,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.agents = agents;
        this.tasks = tasks;
        this.uploads = uploads;
        this.blobs = blobs;
        this.idempotency = idempotency;
        this.enqueuer = enqueuer;
        this.events = events;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// @param created false if the key had made the task before
    record Submitted(Task task, boolean created) {}

    /// A checked task, and where to name what only the database finds wrong with it.
    private record Draft(NewTask task, Findings findings) {}

    Submitted submit(TaskRequest request, @Nullable String idempotencyKey) {
        var findings = new Findings();
        var files = check(request, findings);
        findings.throwIfAny();
        var key = idempotencyKey == null ? null : idempotency.key(idempotencyKey, request);
        // First, so that the answer stays the same when the agent or an upload is gone by now.
        var earlier = key == null ? Optional.<TaskId>empty() : idempotency.find(key);
        if (earlier.isPresent()) {
            return new Submitted(get(earlier.get()), false);
        }
        var draft = draft(request, null, files, new HashMap<>(), findings);
        if (draft == null || !findings.none()) {
            throw findings.refusal();
        }
        return inTransaction(() -> {
            if (key != null && !idempotency.take(key, draft.task().id())) {
                return new Submitted(get(idempotency.find(key).orElseThrow()), false);
            }
            return new Submitted(write(List.of(draft)).getFirst(), true);
        });
    }

    /// All or none.
    ///
    /// @param requests may hold nulls, as JSON can
    List<Task> submitAll(List<@Nullable TaskRequest> requests) {
        var findings = new Findings().at("tasks");
        if (requests.isEmpty() || requests.size() > LARGEST_BATCH) {
            throw InvalidRequest.of("tasks", "must hold 1 to " + LARGEST_BATCH + " tasks.");
        }
        var known = new HashMap<String, Optional<Agent>>();
        var drafts = new ArrayList<Draft>();
        for (int i = 0; i < requests.size() && !findings.full(); i++) {
            int before = findings.count();
            var request = requests.get(i);
            if (request == null) {
                findings.at(i).add("may not be null.");
                continue;
            }
            var files = check(request, findings.at(i));
            // Only a sound request can be resolved.
            var draft =
                    findings.count() > before
                            ? null
                            : draft(request, null, files, known, findings.at(i));
            if (draft != null) {
                drafts.add(draft);
            }
        }
        findings.throwIfAny();
        return inTransaction(() -> write(drafts));
    }

    /// Everything but the writing.
    Findings check(TaskRequest request) {
        var findings = new Findings();
        draft(new TaskOrder("", request), new HashMap<>(), findings);
        return findings;
    }

    /// Each for itself: what is refused keeps no other from being written. Joins the transaction
    /// that is under way, and leaves it sound.
    ///
    /// @return in the order of the orders
    List<TaskOrder.Result> submitOrders(List<TaskOrder> orders) {
        var known = new HashMap<String, Optional<Agent>>();
        var drafts = new ArrayList<Draft>();
        var results = new ArrayList<TaskOrder.Result>();
        for (var order : orders) {
            var findings = new Findings();
            var draft = draft(order, known, findings);
            if (draft == null || !findings.none()) {
                results.add(new TaskOrder.Refused(findings.refusal()));
            } else {
                drafts.add(draft);
                results.add(new TaskOrder.Accepted(draft.task().id()));
            }
        }
        if (!drafts.isEmpty()) {
            var _ = inTransaction(() -> write(drafts));
        }
        return results;
    }

    private @Nullable Draft draft(
            TaskOrder order, Map<String, Optional<Agent>> known, Findings findings) {
        var request = order.request();
        try {
            var files = check(request, findings);
            if (files.stream().anyMatch(InputFile.Uploaded.class::isInstance)) {
                findings.at("files")
                        .add("may not name uploads, which expire: give the content itself.");
            }
            return findings.none()
                    ? draft(request, order.schedule(), files, known, findings)
                    : null;
        } catch (TooLarge e) {
            findings.at("files").add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private List<InputFile> check(TaskRequest request, Findings findings) {
        TaskRules.check(request, clock.instant(), findings);
        return FileRules.check(request.files(), findings.at("files"));
    }

    /// @return null if the agent is not there
    private @Nullable Draft draft(
            TaskRequest request,
            @Nullable String schedule,
            List<InputFile> files,
            Map<String, Optional<Agent>> known,
            Findings findings) {
        String name = request.agentOrDefault();
        var agent = known.computeIfAbsent(name, agents::find).orElse(null);
        if (agent == null) {
            findings.at("agent").add("There is no agent of this name.");
            return null;
        }
        var spec = SpecResolution.resolve(request, agents.terms(agent), findings);
        return new Draft(NewTask.of(request, schedule, agent, spec, files), findings);
    }

    private List<Task> write(List<Draft> drafts) {
        var files = files(drafts);
        tasks.insert(drafts.stream().map(Draft::task).toList());
        files.forEach(tasks::insertFiles);
        var attempts = drafts.stream().map(it -> it.task().attempt()).toList();
        enqueuer.ifAvailable(it -> it.enqueue(attempts));
        var queued = drafts.stream().map(it -> queued(it.task())).toList();
        events.publishEvent(queued.size() == 1 ? queued.getFirst() : new TaskEvent.Many(queued));
        return tasks.findAll(drafts.stream().map(it -> it.task().id()).toList());
    }

    private static TaskEvent queued(NewTask task) {
        var detail = new HashMap<String, Object>();
        detail.put("agent", task.agent());
        detail.put("agentVersion", task.agentVersion());
        if (task.schedule() != null) {
            detail.put("schedule", task.schedule());
        }
        return new TaskEvent(task.id(), 1, "task.queued", detail);
    }

    private Map<TaskId, List<TaskFile>> files(List<Draft> drafts) {
        var wanted = new HashSet<UUID>();
        for (var draft : drafts) {
            for (var file : draft.task().files()) {
                if (file instanceof InputFile.Uploaded uploaded) {
                    wanted.add(uploaded.upload());
                }
            }
        }
        var usable = uploads.use(wanted);
        var files = new HashMap<TaskId, List<TaskFile>>();
        for (var draft : drafts) {
            var list = files(draft, usable);
            draft.findings().throwIfAny();
            files.put(draft.task().id(), list);
        }
        return files;
    }

    private List<TaskFile> files(Draft draft, Map<UUID, Uploads.Usable> usable) {
        var files = new ArrayList<TaskFile>();
        for (int n = 0; n < draft.task().files().size(); n++) {
            var at = draft.findings().at("files").at(n);
            switch (draft.task().files().get(n)) {
                case InputFile.Inline(String path, byte[] content) -> {
                    var blob = store(content);
                    files.add(new TaskFile(path, blob, content.length, false));
                }
                case InputFile.Uploaded(String path, UUID id, boolean unpack) -> {
                    var upload = usable.get(id);
                    if (upload == null) {
                        at.at("upload").add("There is no such upload, or it has expired.");
                    } else if (unpack && !upload.tar()) {
                        at.at("unpack").add("goes with a tar alone, and this upload is a file.");
                    } else {
                        files.add(new TaskFile(path, upload.blob(), upload.bytes(), unpack));
                    }
                }
            }
        }
        return files;
    }

    /// Within the transaction, so that nothing of it is left if that fails.
    private UUID store(byte[] content) {
        try {
            return blobs.store(new ByteArrayInputStream(content), content.length).id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Task get(TaskId id) {
        return tasks.find(id).orElseThrow(() -> new NotFound("task", id));
    }

    private <T> T inTransaction(Supplier<T> work) {
        T result = transactions.execute(_ -> work.get());
        if (result == null) {
            throw new IllegalStateException("a transaction without a result");
        }
        return result;
    }
}
