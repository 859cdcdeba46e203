package ai.openclaw.task;

import ai.openclaw.agent.Budget;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The front door of tasks. Every change is one transaction that says from which state to which,
/// and a change that comes too late changes nothing and says so.
@Component
public class Tasks {

    private final TaskStore tasks;
    private final TaskSearch search;
    private final AttemptStore attempts;
    private final Submissions submissions;
    private final Interventions interventions;
    private final Bulk bulk;
    private final Endings endings;
    private final Crashes crashes;

    Tasks(
            TaskStore tasks,
            TaskSearch search,
            AttemptStore attempts,
            Submissions submissions,
            Interventions interventions,
            Bulk bulk,
            Endings endings,
            Crashes crashes) {
        this.tasks = tasks;
        this.search = search;
        this.attempts = attempts;
        this.submissions = submissions;
        this.interventions = interventions;
        this.bulk = bulk;
        this.endings = endings;
        this.crashes = crashes;
    }

    /// @throws NotFound if there is none
    public Task get(TaskId id) {
        return find(id).orElseThrow(() -> new NotFound("task", id));
    }

    public Optional<Task> find(TaskId id) {
        return tasks.find(id);
    }

    /// One page, newest first. It may be shorter than asked for where prompts and results are long;
    /// only a missing `next` is the end.
    ///
    /// @param page with a cursor of one key
    /// @throws ai.openclaw.base.InvalidRequest if the search text is too short or too long
    public Page<Task> list(TaskQuery query, PageRequest page) {
        return search.find(query, page);
    }

    /// How many tasks are in this state. Counting stops at `most`, so that it is quick however many
    /// there are.
    public int count(TaskState state, int most) {
        return tasks.count(state, most);
    }

    /// The attempts, oldest first.
    public List<Attempt> attempts(TaskId id) {
        return attempts.of(List.of(id));
    }

    /// The attempts of all these tasks, each task's oldest first.
    public List<Attempt> attempts(Collection<TaskId> ids) {
        return attempts.of(ids);
    }

    /// These tasks as the API shows them.
    @Transactional(readOnly = true)
    public List<TaskView> views(Collection<TaskId> ids) {
        return TaskView.of(tasks.findAll(ids), attempts(ids));
    }

    /// The resolved spec that every attempt of the task runs.
    ///
    /// @throws NotFound if there is no such task
    public TaskSpec spec(TaskId id) {
        return tasks.spec(id).orElseThrow(() -> new NotFound("task", id));
    }

    /// What the task may spend over all its attempts. Cheaper than [#spec], which holds its prompt.
    ///
    /// @throws NotFound if there is no such task
    public Budget budget(TaskId id) {
        return tasks.budget(id).orElseThrow(() -> new NotFound("task", id));
    }

    /// The input files of the task.
    public List<TaskFile> files(TaskId id) {
        return tasks.files(id);
    }

    /// A new task, with its first attempt in the queue.
    ///
    /// @throws ai.openclaw.base.InvalidRequest naming every field that is wrong
    /// @throws ai.openclaw.base.TooLarge if there is too much content in it
    public Task submit(TaskRequest request) {
        return submissions.submit(request, null).task();
    }

    /// What [#submit] would refuse, of a task that shall be submitted again and again.
    ///
    /// @throws ai.openclaw.base.InvalidRequest naming every field that is wrong
    public void check(TaskRequest request) {
        submissions.check(request).throwIfAny();
    }

    /// New tasks of schedules, in the transaction that is under way. What is refused is said in its
    /// result and leaves the others and the transaction alone.
    ///
    /// @return in the order of the orders
    public List<TaskOrder.Result> submitOrders(List<TaskOrder> orders) {
        return submissions.submitOrders(orders);
    }

    /// Cancels those of the tasks that are not over yet, in the transaction that is under way.
    public void cancelOpen(Collection<TaskId> ids, String by) {
        interventions.cancelOpen(ids, by);
    }

    /// Cancels: a queued task at once, a running one by asking its worker. Doing it twice is fine.
    ///
    /// @param by who asks, for the timeline
    /// @throws ai.openclaw.base.Conflict if the task finished otherwise
    public Task cancel(TaskId id, String by) {
        return interventions.cancel(id, by);
    }

    /// A new attempt of a failed or cancelled task.
    ///
    /// @throws ai.openclaw.base.Conflict in any other state
    public Task retry(TaskId id, String by) {
        return interventions.retry(id, by);
    }

    /// A new task of the same spec and files.
    public Task copy(TaskId id, String by) {
        return interventions.copy(id, by);
    }

    /// Cancels or retries all tasks that agree with the query and are in a state for it, in small
    /// transactions. Those made or ended after the call began are left alone.
    public BulkCounts changeAll(BulkAction action, TaskQuery query, String by) {
        return bulk.carryOut(action, query, by);
    }

    /// What [#changeAll] would do now.
    public BulkCounts previewAll(BulkAction action, TaskQuery query) {
        return bulk.preview(action, query);
    }

    // ---- what the worker asks and says

    /// What the worker needs to run the attempt, or empty if it is not RUNNING on this node.
    @Transactional(readOnly = true)
    public Optional<Assignment> assignment(AttemptId attempt, UUID node) {
        return attempts.running(attempt, node)
                .map(it -> new Assignment(get(it.task()), it, spec(it.task()), files(it.task())));
    }

    /// Which of these running attempts somebody wants cancelled.
    public Set<AttemptId> cancelRequested(Collection<AttemptId> attempts) {
        return this.attempts.cancelRequested(attempts);
    }

    /// Which of these attempts are not RUNNING any more.
    public Set<AttemptId> over(Collection<AttemptId> attempts) {
        return this.attempts.over(attempts);
    }

    /// Records the sandbox before the first byte goes in.
    ///
    /// @param receipt what is known of the isolation; null if nothing is
    /// @return false if the attempt is not RUNNING any more; then nothing may go in
    public boolean assignSandbox(
            AttemptId attempt,
            UUID sandbox,
            String engine,
            @Nullable String image,
            boolean warm,
            @Nullable UUID receipt) {
        return attempts.assignSandbox(attempt, sandbox, engine, image, warm, receipt);
    }

    /// Ends a RUNNING attempt and its task, or, where its retry policy or an infrastructure failure
    /// says so, makes the next attempt in the same transaction.
    ///
    /// @param destroyedAt when its sandbox was gone; null if there was none
    /// @return false if the attempt was not RUNNING any more: the word of a stale worker is refused
    public boolean finish(AttemptId attempt, Ending ending, @Nullable Instant destroyedAt) {
        return endings.finish(attempt, ending, destroyedAt);
    }

    /// Adds what a model call used to what the task has used.
    public void spent(TaskId task, long input, long output, long cached, BigDecimal usd) {
        attempts.spent(task, input, output, cached, usd);
    }

    /// Asked after a restart, before a RUNNING attempt is gone on with, and counted.
    ///
    /// @return false if the gateway went down with it so often that it is to be ended: as a failure
    ///   that counts, not as one of ours
    public boolean mayGoOn(AttemptId attempt) {
        return crashes.goOn(attempt);
    }

    /// The attempts that are RUNNING on a node, for its restart.
    public List<Attempt> runningOn(UUID node) {
        return attempts.runningOn(node);
    }
}
