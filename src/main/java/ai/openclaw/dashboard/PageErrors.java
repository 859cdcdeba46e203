package ai.openclaw.dashboard;

import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.TooLarge;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/// What a person sees when a page cannot be shown.
@ControllerAdvice(basePackageClasses = PageErrors.class)
class PageErrors {

    /// An address that cannot be one of ours leads nowhere either.
    @ExceptionHandler({NotFound.class, MethodArgumentTypeMismatchException.class})
    ModelAndView nothingThere() {
        return page(HttpStatus.NOT_FOUND);
    }

    @ExceptionHandler({InvalidRequest.class, TooLarge.class})
    ModelAndView notLikeThis() {
        return page(HttpStatus.BAD_REQUEST);
    }

    private static ModelAndView page(HttpStatus status) {
        return new ModelAndView(
                "error/" + status.value(), Map.of("status", status.value()), status);
    }
}
