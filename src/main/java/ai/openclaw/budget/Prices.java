package ai.openclaw.budget;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The prices of models, as people have set them. The exact name counts first, then the longest
/// pattern.
@Component
class Prices {

    private final JdbcClient jdbc;

    Prices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param model `provider/model`
    Optional<Price> find(String model) {
        return jdbc.sql(
                        """
                        select model, input, output, cached from model_price
                        where model = :model
                          or (position('*' in model) > 0
                            and :model like replace(replace(replace(replace(
                              model, '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '*', '%'))
                        order by model <> :model, length(model) desc limit 1
                        """)
                .param("model", model)
                .query(Prices::price)
                .optional();
    }

    List<Price> list() {
        return jdbc.sql("select model, input, output, cached from model_price order by model")
                .query(Prices::price)
                .list();
    }

    private static Price price(ResultSet row, int n) throws SQLException {
        return new Price(
                row.getString("model"),
                row.getBigDecimal("input"),
                row.getBigDecimal("output"),
                row.getBigDecimal("cached"));
    }

    /// In place of all that were there.
    @Transactional
    public void replace(List<Price> prices, String by) {
        jdbc.sql("delete from model_price").update();
        for (var price : prices) {
            jdbc.sql(
                            """
                            insert into model_price (model, input, output, cached, set_by)
                            values (:model, :input, :output, :cached, :by)
                            """)
                    .param("model", price.model())
                    .param("input", price.input())
                    .param("output", price.output())
                    .param("cached", price.cached(), Types.NUMERIC)
                    .param("by", by)
                    .update();
        }
    }
}
