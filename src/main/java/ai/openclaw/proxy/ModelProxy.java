package ai.openclaw.proxy;

import ai.openclaw.base.Text;
import ai.openclaw.budget.BudgetSpent;
import ai.openclaw.budget.CallStart;
import ai.openclaw.budget.Meter;
import ai.openclaw.budget.Reservation;
import ai.openclaw.budget.Tokens;
import ai.openclaw.door.DoorCall;
import ai.openclaw.door.DoorRefusal;
import ai.openclaw.door.DoorService;
import ai.openclaw.model.Dialect;
import ai.openclaw.model.Providers;
import ai.openclaw.proxy.Exchange.NoAnswer;
import ai.openclaw.proxy.Exchange.Target;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// The way of a model call: read, inspected, reserved, passed on, settled.
@Component
class ModelProxy implements DoorService {

    private static final String MODELS = "/v1/models";

    /// What an answer may use if its request sets no limit.
    private static final long USUAL_OUTPUT = 4_096;

    private static final long ASK_AGAIN_MILLIS = 200;

    private final Bodies bodies;
    private final AgentModels agents;
    private final Providers providers;
    private final ModelListing listing;
    private final Meter meter;
    private final Upstream upstream;
    private final Silences silences;
    private final CallNotes notes;
    private final ProxySettings settings;
    private final ApplicationEventPublisher events;

    ModelProxy(
            Bodies bodies,
            AgentModels agents,
            Providers providers,
            ModelListing listing,
            Meter meter,
            Upstream upstream,
            Silences silences,
            CallNotes notes,
            ProxySettings settings,
            ApplicationEventPublisher events) {
        this.bodies = bodies;
        this.agents = agents;
        this.providers = providers;
        this.listing = listing;
        this.meter = meter;
        this.upstream = upstream;
        this.silences = silences;
        this.notes = notes;
        this.settings = settings;
        this.events = events;
    }

    /// Ends a call early, with what is said to the program.
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.message());
            this.refusal = refusal;
        }
    }

    @Override
    public boolean serves(String path) {
        return path.startsWith("/v1/") || Endpoint.at(path).isPresent();
    }

    @Override
    public void refuse(
            DoorRefusal refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Refusals.write(
                dialect(request.getRequestURI()),
                Refusal.of(refusal.type().status().value(), refusal.detail()),
                response);
    }

    private static Dialect dialect(String path) {
        return Endpoint.at(path).map(Endpoint::dialect).orElse(Dialect.CHAT);
    }

    @Override
    public void serve(DoorCall call) throws IOException {
        String path = call.request().getRequestURI();
        String method = call.request().getMethod();
        var endpoint = Endpoint.at(path);
        if (path.equals(MODELS) && method.equals("GET")) {
            listing.write(call.caller(), call.response());
        } else if (endpoint.isEmpty() || !method.equals("POST")) {
            Refusals.write(
                    dialect(path),
                    Refusal.noModel(
                            "There are GET /v1/models and POST /v1/chat/completions,"
                                    + " /v1/responses, /v1/embeddings, /v1/messages and"
                                    + " /v1/messages/count_tokens."),
                    call.response());
        } else {
            String asked = "";
            try (var body = bodies.read(call.request().getInputStream())) {
                var request = Asked.parse(body.bytes());
                asked = request.model();
                pass(endpoint.get(), call, request);
            } catch (Refused e) {
                notes.refused(call.caller(), asked, e.refusal.message());
                Refusals.write(endpoint.get().dialect(), e.refusal, call.response());
            } catch (Asked.Unreadable e) {
                Refusals.write(
                        endpoint.get().dialect(),
                        Refusal.invalid(String.valueOf(e.getMessage())),
                        call.response());
            } catch (Bodies.TooLong e) {
                Refusals.write(
                        endpoint.get().dialect(),
                        Refusal.tooLarge("A request may have at most 32 MB."),
                        call.response());
            } catch (Bodies.NoRoom e) {
                Refusals.write(
                        endpoint.get().dialect(),
                        Refusal.busy("The gateway holds too many large requests just now."),
                        call.response());
            }
        }
    }

    private void pass(Endpoint endpoint, DoorCall call, Asked asked) throws IOException, Refused {
        var targets = targets(endpoint, call, asked);
        inspect(endpoint, call, asked);
        UUID granted = reserve(endpoint, call, asked, targets.getFirst());
        var exchange = new Exchange(endpoint, call, asked, upstream, silences, notes, settings);
        boolean whole = false;
        try {
            exchange.run(targets);
            whole = true;
        } catch (NoAnswer e) {
            throw new Refused(Refusal.unreachable("No provider answered: " + e.getMessage() + "."));
        } finally {
            var end = exchange.end(whole);
            notes.ended(call.caller(), asked.model(), end, meter.end(granted, end));
        }
    }

    private List<Target> targets(Endpoint endpoint, DoorCall call, Asked asked) throws Refused {
        var models = agents.models(call.caller(), asked.model());
        var targets =
                models.stream()
                        .flatMap(model ->
                                providers.named(model.provider()).stream()
                                        .filter(it -> it.dialects().contains(endpoint.dialect()))
                                        .map(it -> new Target(model, it)))
                        .toList();
        if (!targets.isEmpty()) {
            return targets;
        }
        String name = Text.printable(asked.model(), 200);
        throw new Refused(
                models.isEmpty()
                        ? Refusal.noModel(
                                "The agent "
                                        + call.caller().agent()
                                        + " has no model "
                                        + name
                                        + ". GET /v1/models lists those it has; its field models"
                                        + " and the gateway's providers decide.")
                        : Refusal.invalid(
                                "The model "
                                        + name
                                        + " is not offered at this path by its provider "
                                        + models.getFirst().provider()
                                        + "."));
    }

    private void inspect(Endpoint endpoint, DoorCall call, Asked asked) throws Refused {
        if (asked.tree().path("background").asBoolean(false)) {
            throw new Refused(
                    Refusal.invalid(
                            "background: what runs on without its caller is not passed on."));
        }
        if (asked.tree().path("models").isArray()) {
            throw new Refused(
                    Refusal.invalid("models: the gateway chooses fallbacks; name one model."));
        }
        var features = agents.of(call.caller()).features();
        var gaps =
                Inspection.of(endpoint.dialect(), asked.tree()).stream()
                        .filter(it -> !features.contains(it.feature()))
                        .toList();
        if (gaps.isEmpty()) {
            return;
        }
        var gap = gaps.getFirst();
        String missing =
                gaps.stream()
                        .map(it -> "\"" + it.feature() + "\"")
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
        throw new Refused(
                Refusal.notAllowed(
                        gap.field()
                                + ": "
                                + gap.what()
                                + " would have the provider act for the sandbox. Leave it out, or"
                                + " let the agent "
                                + call.caller().agent()
                                + " do so: \"modelFeatures\": ["
                                + missing
                                + "]."));
    }

    private UUID reserve(Endpoint endpoint, DoorCall call, Asked asked, Target target)
            throws Refused, IOException {
        long most = asked.mostOutput();
        long output =
                switch (endpoint) {
                    case EMBEDDINGS, COUNT_TOKENS -> 0;
                    case CHAT, RESPONSES, BARE_RESPONSES, MESSAGES ->
                            most < 0 ? USUAL_OUTPUT : most;
                };
        var estimate = new Tokens(Exchange.guessedInput(asked) + 1, output, 0, 0, true);
        var start =
                new CallStart(
                        call.caller(),
                        endpoint.dialect().name(),
                        Text.printable(asked.model(), 200),
                        target.model().key(),
                        estimate);
        long end = System.nanoTime() + settings.patience().toNanos();
        while (true) {
            switch (meter.begin(start)) {
                case Reservation.Granted(UUID id) -> {
                    return id;
                }
                case Reservation.Spent(String why) -> {
                    events.publishEvent(new BudgetSpent(call.caller().attempt(), why));
                    throw new Refused(Refusal.spent(why));
                }
                case Reservation.Unpriced(String why) -> throw new Refused(Refusal.notAllowed(why));
                case Reservation.Held(String why) -> {
                    if (System.nanoTime() > end) {
                        throw new Refused(Refusal.held(why));
                    }
                    pause();
                }
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(ASK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the gateway stops", e);
        }
    }
}
