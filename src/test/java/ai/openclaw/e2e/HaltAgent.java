package ai.openclaw.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// A Java agent that ends the gateway without a word at a point of an attempt's life. The points
/// come from the code: each call to another class of ours, or to the engine's client, in the
/// classes that an attempt passes through. Which of them were reached is noted in a file, anew when
/// that is deleted; the one that stands in another file is where the process ends, as by `kill -9`.
public final class HaltAgent {

    private static final Set<String> CLASSES =
            Set.of(
                    "ai/openclaw/worker/Worker",
                    "ai/openclaw/worker/AttemptFlow",
                    "ai/openclaw/worker/Leftovers",
                    "ai/openclaw/worker/Sandboxes$Place",
                    "ai/openclaw/sandbox/docker/DockerEngine",
                    "ai/openclaw/sandbox/docker/DockerSandbox",
                    "ai/openclaw/sandbox/docker/Births",
                    "ai/openclaw/sandbox/docker/Leftovers",
                    "ai/openclaw/task/Endings");

    private static final ClassDesc SELF = ClassDesc.of(HaltAgent.class.getName());
    private static final MethodTypeDesc TAKES_NAME =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String);

    private static final Set<String> seen = ConcurrentHashMap.newKeySet();
    private static volatile Path folder = Path.of(".");

    private HaltAgent() {}

    /// Called by the virtual machine.
    ///
    /// @param arguments the folder with the files `armed` and `reached`
    public static void premain(String arguments, Instrumentation instrumentation) {
        folder = Path.of(arguments);
        instrumentation.addTransformer(new PointsBeforeCalls());
    }

    /// Called at every point.
    public static void here(String point) {
        try {
            var reached = folder.resolve("reached");
            if (Files.notExists(reached)) {
                seen.clear();
            }
            if (seen.add(point)) {
                Files.writeString(
                        reached,
                        point + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
            var armed = folder.resolve("armed");
            if (Files.exists(armed) && Files.readString(armed).equals(point)) {
                Runtime.getRuntime().halt(137);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The virtual machine's option that starts a process with this agent.
    ///
    /// @param folder for its files, and for the agent's own jar
    static String option(Path folder) throws IOException {
        var jar = folder.resolve("halt-agent.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(new Attributes.Name("Premain-Class"), HaltAgent.class.getName());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (var part : new Class<?>[] {HaltAgent.class, PointsBeforeCalls.class}) {
                var name = part.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (var code = HaltAgent.class.getClassLoader().getResourceAsStream(name)) {
                    if (code == null) {
                        throw new IOException("no class file of " + name);
                    }
                    code.transferTo(out);
                }
                out.closeEntry();
            }
        }
        return "-javaagent:" + jar + "=" + folder;
    }

    private static final class PointsBeforeCalls implements ClassFileTransformer {

        @Override
        @SuppressWarnings("NullAway") // null is this interface's word for "unchanged"
        public byte[] transform(
                ClassLoader loader,
                String name,
                Class<?> redefined,
                ProtectionDomain domain,
                byte[] code) {
            return CLASSES.contains(name) ? withPoints(loader, name, code) : null;
        }

        private static byte[] withPoints(ClassLoader loader, String name, byte[] code) {
            var classFile =
                    ClassFile.of(
                            ClassFile.ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofResourceParsing(loader)
                                            .orElse(ClassHierarchyResolver.defaultResolver())));
            var parsed = classFile.parse(code);
            var simple = name.substring(name.lastIndexOf('/') + 1);
            var transform = ClassTransform.ACCEPT_ALL;
            for (var method : parsed.methods()) {
                var caller = method.methodName().stringValue();
                var calls = new AtomicInteger();
                transform =
                        transform.andThen(
                                ClassTransform.transformingMethodBodies(
                                        candidate ->
                                                candidate.methodName().equals(method.methodName())
                                                        && candidate
                                                                .methodType()
                                                                .equals(method.methodType()),
                                        (builder, element) -> {
                                            if (element instanceof InvokeInstruction call
                                                    && isPoint(call, name)) {
                                                builder.ldc(
                                                        "%s.%s-%d-%s"
                                                                .formatted(
                                                                        simple,
                                                                        caller,
                                                                        calls.incrementAndGet(),
                                                                        call.name().stringValue()));
                                                builder.invokestatic(SELF, "here", TAKES_NAME);
                                            }
                                            builder.with(element);
                                        }));
            }
            return classFile.transformClass(parsed, transform);
        }

        private static boolean isPoint(InvokeInstruction call, String caller) {
            var owner = call.owner().asInternalName();
            var method = call.name().stringValue();
            return !method.equals("<init>")
                    && !owner.equals(caller)
                    && (owner.startsWith("ai/openclaw/") || owner.startsWith("com/github/docker"));
        }
    }
}
