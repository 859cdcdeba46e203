package ai.openclaw.base.problem;

import ai.openclaw.base.Problem;
import ai.openclaw.base.ProblemType;
import ai.openclaw.base.Problems;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// Where the servlet container sends what failed outside of the controllers: in a filter, or before
/// any was asked. A person gets the page of that status if there is one, a program a problem.
@Controller
class ErrorEdge implements ErrorController {

    private final Problems problems;
    private final List<ErrorViewResolver> pages;

    ErrorEdge(Problems problems, ObjectProvider<ErrorViewResolver> pages) {
        this.problems = problems;
        this.pages = pages.orderedStream().toList();
    }

    @RequestMapping("${spring.web.error.path:/error}")
    @Nullable ModelAndView error(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer n ? HttpStatus.resolve(n) : null;
        status = status == null ? HttpStatus.NOT_FOUND : status;
        // What a filter threw nobody has explained yet: a sign-in needs the database, too.
        var thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        var why = thrown instanceof Exception e ? Explanation.of(e) : null;
        boolean passing = why != null && why.kind() == ProblemType.UNAVAILABLE;
        status = passing ? HttpStatus.SERVICE_UNAVAILABLE : status;
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (Problems.wantsPage(request, path == null ? "/" : path.toString())) {
            for (var resolver : pages) {
                Map<String, Object> model =
                        Map.of("status", status.value(), "reason", status.getReasonPhrase());
                var page = resolver.resolveErrorView(request, status, model);
                if (page != null) {
                    response.setStatus(status.value());
                    return page;
                }
            }
        }
        if (why != null && passing) {
            problems.write(response, why);
            return null;
        }
        var problem = Problem.of(kind(status), status.getReasonPhrase() + ".");
        // whoever refused may have said for how long; writing starts from a blank answer
        String wait = response.getHeader("Retry-After");
        problems.write(response, wait == null ? problem : problem.withHeader("Retry-After", wait));
        return null;
    }

    static ProblemType kind(HttpStatus status) {
        for (var kind : ProblemType.values()) {
            if (kind.status() == status) {
                return kind;
            }
        }
        return status.is4xxClientError() ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL_ERROR;
    }
}
