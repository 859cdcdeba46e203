package ai.openclaw.egress;

import ai.openclaw.agent.AgentSpec;
import ai.openclaw.agent.Agents;
import ai.openclaw.agent.AllowedHost;
import ai.openclaw.agent.Network;
import ai.openclaw.auth.TaskCaller;
import ai.openclaw.auth.TaskTokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Knows who is asking, and where that one may go: by the version of the agent that the task was
/// enqueued with.
@Component
class Guard {

    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    private static final int KEPT = 1_000;
    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";

    private final BiFunction<String, UUID, Optional<TaskCaller>> tokens;
    private final Function<TaskCaller, List<AllowedHost>> agents;

    /// A version never changes.
    private final Map<String, List<AllowedHost>> versions = new ConcurrentHashMap<>();

    @Autowired
    Guard(TaskTokens tokens, Agents agents) {
        this(
                tokens::find,
                caller ->
                        agents.find(caller.agent(), caller.agentVersion())
                                .map(it -> allowed(it.spec()))
                                .orElse(List.of()));
    }

    /// @param tokens who shows this token from this sandbox
    /// @param agents what the agent of this one allows
    Guard(
            BiFunction<String, UUID, Optional<TaskCaller>> tokens,
            Function<TaskCaller, List<AllowedHost>> agents) {
        this.tokens = tokens;
        this.agents = agents;
    }

    private static List<AllowedHost> allowed(AgentSpec spec) {
        return spec.network() == Network.EGRESS
                ? Objects.requireNonNullElse(spec.allow(), List.<String>of()).stream()
                        .flatMap(it -> AllowedHost.parse(it).stream())
                        .toList()
                : List.of();
    }

    TaskCaller caller(Head head, UUID sandbox) throws Refused {
        var shown = head.only("proxy-authorization").flatMap(Guard::token);
        if (shown.isEmpty()) {
            throw new Refused(
                    Why.NO_TOKEN,
                    "The task token is missing: HTTPS_PROXY has it, as the password of user task.");
        }
        try {
            return tokens.apply(shown.get(), sandbox)
                    .orElseThrow(() ->
                            new Refused(
                                    Why.NO_TOKEN,
                                    "The task token does not work: it is for one attempt, while it"
                                            + " runs, from its own sandbox."));
        } catch (DataAccessException e) {
            log.warn("The token of sandbox {} cannot be looked at: {}", sandbox, e.toString());
            throw away();
        }
    }

    private static Refused away() {
        return new Refused(Why.AWAY, "The gateway cannot look at tokens and agents just now.");
    }

    private static Optional<String> token(String shown) {
        if (shown.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(shown.substring(BEARER.length()).strip());
        }
        if (!shown.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            byte[] pair = Base64.getDecoder().decode(shown.substring(BASIC.length()).strip());
            String text = new String(pair, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// @throws Refused unless its agent allows this
    void check(TaskCaller caller, Target target) throws Refused {
        if (allowed(caller).stream().noneMatch(it -> it.covers(target.host(), target.port()))) {
            throw new Refused(
                    Why.NOT_ALLOWED,
                    "The agent "
                            + caller.agent()
                            + " does not allow "
                            + target
                            + ": its field allow would need \""
                            + target.allowed()
                            + "\".");
        }
    }

    private List<AllowedHost> allowed(TaskCaller caller) throws Refused {
        if (versions.size() > KEPT) {
            versions.clear();
        }
        String version = caller.agent() + "@" + caller.agentVersion();
        try {
            return versions.computeIfAbsent(version, _ -> agents.apply(caller));
        } catch (DataAccessException e) {
            log.warn("The agent {} cannot be looked at: {}", version, e.toString());
            throw away();
        }
    }
}
