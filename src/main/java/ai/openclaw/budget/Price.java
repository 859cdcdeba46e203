package ai.openclaw.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a million tokens cost, in dollars.
///
/// @param model `provider/model`; `*` stands for anything
/// @param cached absent: as other input
public record Price(
        String model, BigDecimal input, BigDecimal output, @Nullable BigDecimal cached) {

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    BigDecimal of(Tokens tokens) {
        return input.multiply(BigDecimal.valueOf(tokens.input() - tokens.cached()))
                .add(
                        Objects.requireNonNullElse(cached, input)
                                .multiply(BigDecimal.valueOf(tokens.cached())))
                .add(output.multiply(BigDecimal.valueOf(tokens.output())))
                .divide(MILLION, 9, RoundingMode.HALF_UP);
    }
}
