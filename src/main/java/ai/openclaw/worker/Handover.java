package ai.openclaw.worker;

import ai.openclaw.agent.AgentTerms;
import ai.openclaw.agent.Limits;
import ai.openclaw.agent.Network;
import ai.openclaw.base.ByteSize;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.NetworkMode;
import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.secret.HandedSecrets;
import ai.openclaw.task.Assignment;
import ai.openclaw.task.TaskSpec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a task asks for, in the engine's terms. Pure.
final class Handover {

    private static final String PROMPT = "OPENCLAW_PROMPT";

    /// A longer prompt comes only as a file.
    private static final int LONGEST_PROMPT_VARIABLE = 64 * 1024;

    /// A longer prompt goes in as a file beside the others: the shell that saves it in the sandbox
    /// reads it byte by byte.
    private static final int LONGEST_SAID_PROMPT = 16 * 1024;

    /// What stopping, collecting and destroying may take beyond the time limit.
    private static final Duration AFTER_TIMEOUT = Duration.ofMinutes(15);

    private static final UUID NOBODY = new UUID(0, 0);

    private Handover() {}

    /// No sandbox would take it.
    static final class Unfit extends Exception {

        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }
    }

    /// The sandbox that a task wants; id and exact image are given to it later.
    static SandboxSpec sandbox(TaskSpec spec) {
        return sandbox(spec.image(), spec.limits(), spec.runtime(), spec.timeout(), spec.network());
    }

    /// The sandbox that an agent's tasks want unless they say otherwise.
    static SandboxSpec sandbox(AgentTerms terms) {
        return sandbox(
                terms.image(), terms.limits(), terms.runtime(), terms.timeout(), terms.network());
    }

    private static SandboxSpec sandbox(
            String image,
            Limits limits,
            @Nullable String runtime,
            Duration timeout,
            Network network) {
        return new SandboxSpec(
                NOBODY,
                Image.named(image),
                set(limits.memory()),
                set(limits.cpus()),
                set(limits.pids()),
                set(limits.disk()),
                set(limits.output()),
                runtime,
                timeout.plus(AFTER_TIMEOUT),
                network(network));
    }

    private static NetworkMode network(Network network) {
        return switch (network) {
            case NONE -> NetworkMode.NONE;
            case GATEWAY -> NetworkMode.GATEWAY;
            case EGRESS -> NetworkMode.EGRESS;
        };
    }

    /// Its way to the gateway.
    ///
    /// @param url where the gateway's sandbox side is
    /// @param token what to show there
    /// @param egress the port of the egress proxy there; null for none
    record Access(URI url, String token, @Nullable Integer egress) {

        static Access by(Lane lane, String token) {
            return new Access(lane.url(), token, lane.egress());
        }

        /// For programs of ours, and for agents that know nothing of us: the token stands where
        /// they look for a provider's key.
        private Map<String, String> forAgents() {
            var env = new HashMap<String, String>();
            env.put("OPENAI_BASE_URL", url + "/v1");
            env.put("OPENAI_API_KEY", token);
            env.put("ANTHROPIC_BASE_URL", url.toString());
            env.put("ANTHROPIC_AUTH_TOKEN", token);
            if (egress != null) {
                String proxy = "http://task:" + token + "@" + url.getHost() + ":" + egress;
                String direct = "localhost,127.0.0.1,gateway," + url.getHost();
                // Some programs look for the one way to write them, some for the other.
                for (String name :
                        List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")) {
                    env.put(name, proxy);
                }
                env.put("NO_PROXY", direct);
                env.put("no_proxy", direct);
            }
            return env;
        }

        /// Without the token.
        @Override
        public String toString() {
            return "Access[" + url + "]";
        }
    }

    /// @param access null for a sandbox that reaches nothing
    static Launch launch(
            Assignment job, @Nullable Access access, HandedSecrets secrets, Briefing.Brief brief)
            throws Unfit {
        TaskSpec spec = job.spec();
        var env = new HashMap<String, String>();
        env.put("HOME", "/workspace");
        if (access != null) {
            env.putAll(access.forAgents());
        }
        env.putAll(brief.env());
        env.putAll(spec.env());
        if (access != null) {
            env.put("OPENCLAW_GATEWAY_URL", access.url().toString());
            env.put("OPENCLAW_TASK_TOKEN", access.token());
        }
        env.put("OPENCLAW_TASK_ID", job.task().id().toString());
        env.put("OPENCLAW_ATTEMPT", Integer.toString(job.attempt().number()));
        if (!secrets.reveal().isEmpty()) {
            env.put("OPENCLAW_SECRETS_DIR", Launch.SECRETS);
        }
        String prompt = spec.prompt();
        if (prompt != null) {
            env.put("OPENCLAW_PROMPT_FILE", "/workspace/" + Inputs.PROMPT_FILE);
            if (fits(prompt, LONGEST_PROMPT_VARIABLE)) {
                env.put(PROMPT, prompt);
            }
        }
        var saved =
                saysPrompt(spec) ? Map.of(PROMPT, Inputs.PROMPT_FILE) : Map.<String, String>of();
        try {
            return new Launch(spec.command(), env, saved, secrets.reveal());
        } catch (IllegalArgumentException e) {
            throw new Unfit(Objects.toString(e.getMessage(), ""));
        }
    }

    /// Whether the prompt is part of the hand-over, and needs no file put in.
    static boolean saysPrompt(TaskSpec spec) {
        return spec.prompt() != null && fits(spec.prompt(), LONGEST_SAID_PROMPT);
    }

    private static boolean fits(String prompt, int longest) {
        return prompt.getBytes(StandardCharsets.UTF_8).length <= longest
                && prompt.indexOf('\0') < 0;
    }

    static long limit(@Nullable ByteSize size) {
        return set(size).bytes();
    }

    /// A task's spec has every limit set.
    private static <T> T set(@Nullable T value) {
        return Objects.requireNonNull(value, "a limit of the task's spec is not set");
    }
}
