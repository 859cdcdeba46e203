package ai.openclaw.base.problem;

import ai.openclaw.base.Problem;
import ai.openclaw.base.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/// The one place where an exception becomes an answer. First of all resolvers; it steps aside for
/// pages that a person looks at, and for refusals of the security chain, which has its own answer.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemResolver implements HandlerExceptionResolver {

    private static final Logger log = LoggerFactory.getLogger(ProblemResolver.class);

    private final Problems problems;

    ProblemResolver(Problems problems) {
        this.problems = problems;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Object handler,
            Exception e) {
        boolean others = e instanceof AccessDeniedException || e instanceof AuthenticationException;
        if (others || Problems.wantsPage(request, request.getRequestURI())) {
            return null;
        }
        if (clientIsGone(e)) {
            log.debug("The client of {} has gone: {}", request.getRequestURI(), e.toString());
            return new ModelAndView();
        }
        Problem problem = Explanation.of(e);
        if (problem.instance() != null) {
            log.error(
                    "{} {} failed, {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    problem.instance(),
                    e);
        } else {
            log.debug("{} {} refused", request.getMethod(), request.getRequestURI(), e);
        }
        if (response.isCommitted()) {
            // Half an answer must not look like a whole one: the container breaks the connection.
            return null;
        }
        try {
            problems.write(response, problem);
        } catch (IOException gone) {
            log.debug("The client of {} did not wait", request.getRequestURI(), gone);
        }
        return new ModelAndView();
    }

    private static boolean clientIsGone(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof AsyncRequestNotUsableException
                    || cause.getClass().getSimpleName().equals("ClientAbortException")) {
                return true;
            }
        }
        return false;
    }
}
