package ai.openclaw.notify;

import ai.openclaw.auth.SealedBox;
import ai.openclaw.database.Notifications;
import ai.openclaw.notify.Outbox.Claimed;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Takes what is due from the outbox and delivers it, several at a time, of which a few to the same
/// receiver, so that a slow one does not hold up the others. Woken by the outbox and by its own
/// timer at the next due retry.
@Component
class Courier implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private static final int AT_ONCE = 16;
    private static final int AT_ONCE_EACH = 4;

    /// The safety net for a notification that was lost.
    private static final Duration IDLE = Duration.ofMinutes(1);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    /// What is due may be another gateway's just now, which will be over soon.
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private static final int GONE = 410;

    private final Outbox outbox;
    private final Webhooks webhooks;
    private final SigningSecrets secrets;
    private final ObjectProvider<Wire> wire;
    private final Notifications notifications;
    private final Clock clock;
    private final String agent;
    private final AtomicBoolean nudged = new AtomicBoolean(true);
    private final Map<String, Integer> underWay = new HashMap<>();
    private Notifications.@Nullable Subscription subscription;
    private volatile @Nullable Thread thread;

    Courier(
            Outbox outbox,
            Webhooks webhooks,
            SigningSecrets secrets,
            ObjectProvider<Wire> wire,
            Notifications notifications,
            Clock clock,
            @Value("${openclaw.version:development}") String version) {
        this.outbox = outbox;
        this.webhooks = webhooks;
        this.secrets = secrets;
        this.wire = wire;
        this.notifications = notifications;
        this.clock = clock;
        this.agent = "OpenClaw/" + version;
    }

    @Override
    public void start() {
        subscription = notifications.subscribe("openclaw_delivery", _ -> nudge(), this::nudge);
        var courier = Thread.ofPlatform().name("webhook-courier").daemon().unstarted(this::loop);
        thread = courier;
        courier.start();
    }

    /// Takes nothing more and gives what is under way a moment, so that what was delivered is known
    /// to be. The rest is due again after its lease.
    @Override
    public void stop() {
        var running = thread;
        thread = null;
        if (subscription != null) {
            subscription.close();
        }
        if (running == null) {
            return;
        }
        LockSupport.unpark(running);
        try {
            running.join(LAST_WORDS);
            awaitEnds();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void nudge() {
        nudged.set(true);
        LockSupport.unpark(thread);
    }

    private void loop() {
        Duration sleep = Duration.ZERO;
        while (isRunning()) {
            if (!nudged.get() && sleep.isPositive()) {
                LockSupport.parkNanos(this, sleep.toNanos());
            }
            nudged.set(false);
            try {
                sleep = takeAll();
            } catch (RuntimeException e) {
                if (isRunning()) {
                    log.warn("Deliveries wait, trying again: {}", e.toString());
                }
                sleep = AFTER_FAILURE;
            }
        }
    }

    /// @return how long nothing will be due, as far as is known now
    private Duration takeAll() {
        while (isRunning() && mayTake()) {
            var full = full();
            var claimed = outbox.claim(full);
            if (claimed.isEmpty()) {
                var next = outbox.untilDue(full).orElse(IDLE);
                next = next.compareTo(IDLE) > 0 ? IDLE : next;
                return next.compareTo(SHORTEST) < 0 ? SHORTEST : next;
            }
            var it = claimed.get();
            begin(it.target());
            Thread.ofVirtual().name("webhook-" + it.id()).start(() -> deliver(it));
        }
        return IDLE;
    }

    private void deliver(Claimed it) {
        try {
            long start = System.nanoTime();
            var outcome = attempt(it);
            settle(it, outcome, Duration.ofNanos(System.nanoTime() - start));
        } catch (RuntimeException e) {
            // Due again after its lease.
            log.warn("What came of delivery {} was not recorded: {}", it.id(), e.toString());
        } finally {
            end(it.target());
            nudge();
        }
    }

    private Outcome attempt(Claimed it) {
        if (!it.wanted()) {
            return new Outcome.Pointless("The webhook is switched off.");
        }
        var at = clock.instant();
        String id = "msg_" + it.message();
        try {
            var keys = secrets.keys(it.webhook() == null ? SigningSecrets.CALLBACKS : it.webhook());
            return wire.getObject()
                    .post(
                            it.url(),
                            Map.of(
                                    "User-Agent",
                                    agent,
                                    "webhook-id",
                                    id,
                                    "webhook-timestamp",
                                    Long.toString(at.getEpochSecond()),
                                    "webhook-signature",
                                    Signature.of(keys, id, at, it.body())),
                            it.body());
        } catch (SealedBox.CannotOpen e) {
            return new Outcome.Failed("The secret cannot be read here: " + e.getMessage());
        }
    }

    private void settle(Claimed it, Outcome outcome, Duration took) {
        var pause =
                switch (outcome) {
                    case Outcome.Answered(int status, _, _) when status == GONE -> null;
                    case Outcome.Answered(_, _, var asked) -> pause(it, asked);
                    case Outcome.Failed _ -> pause(it, null);
                    case Outcome.Pointless _ -> null;
                };
        outbox.settle(it, outcome, took, pause);
        if (outcome.delivered()) {
            return;
        }
        if (pause == null) {
            log.warn("Delivery {} to {} is given up: {}", it.id(), it.target(), outcome);
        }
        if (it.webhook() != null && outcome instanceof Outcome.Answered(int status, _, _)) {
            // Standard Webhooks: who answers 410 wants no more.
            if (status == GONE) {
                webhooks.switchOff(it.webhook(), "The receiver answered 410 Gone.");
            }
        }
    }

    private @Nullable Duration pause(Claimed it, @Nullable Duration asked) {
        return Backoff.pause(
                it.attempt(),
                asked,
                it.createdAt(),
                clock.instant(),
                ThreadLocalRandom.current().nextDouble());
    }

    private synchronized boolean mayTake() {
        return underWay.values().stream().mapToInt(it -> it).sum() < AT_ONCE;
    }

    private synchronized List<String> full() {
        return underWay.entrySet().stream()
                .filter(it -> it.getValue() >= AT_ONCE_EACH)
                .map(Map.Entry::getKey)
                .toList();
    }

    private synchronized void begin(String target) {
        underWay.merge(target, 1, Integer::sum);
    }

    private synchronized void end(String target) {
        underWay.computeIfPresent(target, (_, n) -> n == 1 ? null : n - 1);
        notifyAll();
    }

    private synchronized void awaitEnds() throws InterruptedException {
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        for (long left = LAST_WORDS.toMillis(); !underWay.isEmpty() && left > 0; ) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }
}
