package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Exit;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Looks now and then how much a sandbox's volume holds, from the hand-over to the end: seldom
/// while there is much room, often when there is little. A sandbox that writes as fast as the disk
/// takes it can be over its limit by what it writes between two looks.
final class DiskWatch implements DiskLimit {

    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /// What a sandbox is assumed to write in a second at most.
    private static final long RATE = 512L << 20;

    /// Every so many looks the files are counted too.
    private static final int COUNTED = 4;

    private final Volumes volumes;
    private final String volume;
    private final long limit;
    private final @Nullable String soft;

    /// @param soft why it is not held by its file system, if others are
    DiskWatch(Volumes volumes, String volume, long limit, @Nullable String soft) {
        this.volumes = volumes;
        this.volume = volume;
        this.limit = limit;
        this.soft = soft;
    }

    /// When there is too much, the watch ends.
    @Override
    public void follow(Future<?> end, LongConsumer full) {
        Thread.ofVirtual().name("disk-watch").start(() -> watch(end, full));
    }

    private void watch(Future<?> end, LongConsumer full) {
        var pause = SHORTEST;
        for (int looks = 1; !Meter.ended(end, pause); looks++) {
            long began = System.nanoTime();
            long held = volumes.weigh(volume).orElse(0);
            if (looks % COUNTED == 0) {
                held = Math.max(held, volumes.count(volume).orElse(0));
            }
            if (held > limit && accepted(full, held)) {
                return;
            }
            pause = pause(limit - held, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /// @return false if the engine does not answer; then it is told again
    private static boolean accepted(LongConsumer full, long held) {
        try {
            full.accept(held);
            return true;
        } catch (EngineUnavailable | DockerException e) {
            return false;
        }
    }

    /// @param room bytes that are left
    /// @param took how long the look took; looking should be a small part of the time
    static Duration pause(long room, Duration took) {
        var untilFull = Duration.ofMillis(Math.max(room, 0) / (RATE / 1000));
        var pause = untilFull.compareTo(LONGEST) < 0 ? untilFull : LONGEST;
        var least = took.multipliedBy(5);
        if (pause.compareTo(least) < 0) {
            pause = least.compareTo(LONGEST) < 0 ? least : LONGEST;
        }
        return pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
    }

    @Override
    public Exit judge(Exit exit) {
        if (!(exit instanceof Exit.Exited(int code, _, _)) || code == 0) {
            return exit;
        }
        var filled = filled();
        return filled.isPresent() ? new Exit.DiskFull(filled.getAsLong(), code) : exit;
    }

    /// That the host's disk is full says nothing of the limit.
    @Override
    public IOException unfit(IOException failure, Runnable end) {
        return failure;
    }

    @Override
    public @Nullable String soft() {
        return soft;
    }

    /// What a program that failed had filled, if it had filled all: no single file grows beyond the
    /// limit, so a program can meet it without going over it.
    private OptionalLong filled() {
        if (!volumes.atHand()) {
            return OptionalLong.empty();
        }
        var held = volumes.weigh(volume);
        return held.isPresent() && held.getAsLong() >= limit ? held : OptionalLong.empty();
    }
}
