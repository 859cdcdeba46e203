package ai.openclaw.sandbox.docker;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.sandbox.TestImages;
import ai.openclaw.sandbox.handover.Output;
import com.github.dockerjava.api.DockerClient;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// How much the engine adds to a cold start: from its create to the first byte of output, against
/// the bare calls create, attach and start with the same flags, in turns. Not part of the tests;
/// run it by its main method, with images and a number of rounds as arguments.
final class ColdStartBenchmark {

    private static final Launch PROGRAM = new Launch(List.of("echo", "x"), Map.of());

    private final Marks marks = new Marks(Ids.next(), Ids.next());
    private final DockerClient docker = TestImages.docker();
    private final DockerAddress address =
            DockerAddress.parse(TestImages.dockerHost(), System.getenv());
    private final DockerEngine engine = DockerEngine.at(TestImages.dockerHost(), marks);

    private ColdStartBenchmark() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
        var images =
                args.length > 1
                        ? List.of(args).subList(1, args.length)
                        : List.of(TestImages.busyboxWithWorkspace(), TestImages.busybox());
        var benchmark = new ColdStartBenchmark();
        for (String image : images) {
            benchmark.compare(image, rounds);
        }
        benchmark.docker.close();
        benchmark.engine.close();
    }

    private void compare(String image, int rounds) throws Exception {
        var raw = new ArrayList<Double>();
        var ours = new ArrayList<Double>();
        for (int i = -2; i < rounds; i++) {
            double first = raw(spec(image));
            double second = ours(spec(image));
            if (i >= 0) {
                raw.add(first);
                ours.add(second);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: raw %s, engine %s, ratio of medians %.3f%n",
                image,
                describe(raw),
                describe(ours),
                median(ours) / median(raw));
    }

    private SandboxSpec spec(String image) throws Exception {
        return new SandboxSpec(
                Ids.next(),
                engine.prepare(image, line -> {}),
                ByteSize.parse("256m"),
                1,
                128,
                ByteSize.parse("1g"),
                ByteSize.parse("16m"),
                null);
    }

    private double ours(SandboxSpec spec) throws Exception {
        var first = new CompletableFuture<Long>();
        long begin = System.nanoTime();
        var sandbox = engine.create(spec);
        try {
            sandbox.start(PROGRAM, firstByte(first));
            sandbox.await();
            return (first.join() - begin) / 1e6;
        } finally {
            sandbox.destroy();
        }
    }

    /// The volume's owner is whoever it is: this is the floor.
    private double raw(SandboxSpec spec) throws Exception {
        var first = new CompletableFuture<Long>();
        long begin = System.nanoTime();
        var request =
                new Hardening(new Labels(marks), 2)
                        .sandbox(
                                docker.createContainerCmd(spec.image().pinned()),
                                spec,
                                new Workspace(true, null))
                        .withEntrypoint("/bin/sh", "-c", "printf '\\006'; exec echo x");
        String container = request.exec().getId();
        try (var attachment = Attachment.to(address, container)) {
            docker.startContainerCmd(container).exec();
            attachment.receive(new Output(firstByte(first), () -> {}));
            return (first.join() - begin) / 1e6;
        } finally {
            engine.destroy(spec.id());
        }
    }

    private static OutputSink firstByte(CompletableFuture<Long> first) {
        return new OutputSink() {
            @Override
            public void stdout(ByteBuffer data) {
                first.complete(System.nanoTime());
            }

            @Override
            public void stderr(ByteBuffer data) {}
        };
    }

    private static String describe(List<Double> millis) {
        var sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%.0f ms (%.0f–%.0f, quartiles %.0f and %.0f)",
                median(millis),
                sorted[0],
                sorted[sorted.length - 1],
                sorted[sorted.length / 4],
                sorted[3 * sorted.length / 4]);
    }

    private static double median(List<Double> millis) {
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
