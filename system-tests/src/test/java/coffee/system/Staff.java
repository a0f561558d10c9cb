package coffee.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Those who decide what is sold. */
record Staff(CoffeeSystem coffee) {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** A new menu, by its id, as soon as everybody sees it. */
    String sell(String name, long price) {
        Reply made = coffee.asStaff(Part.ORDER).post("/admin/menu", recipe(name, price, "Y"));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String menuId = made.json().get("menuId").asString();
        await().atMost(SOON)
                .until(() ->
                        coffee.http(Part.DISPLAY).get("/display/menu/" + menuId).status() == 200);
        return menuId;
    }

    void change(String menuId, String name, long price) {
        put(menuId, recipe(name, price, "Y"));
    }

    void hide(String menuId, String name, long price) {
        put(menuId, recipe(name, price, "N"));
    }

    private void put(String menuId, String recipe) {
        Reply changed = coffee.asStaff(Part.ORDER).put("/admin/menu/" + menuId, recipe);
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    }

    private static String recipe(String name, long price, String useYn) {
        return """
                {"menuNm":"%s","menuPrice":%d,"useYn":"%s","products":[{"productId":"PROD-00000099","productNm":"원두"}]}\
                """.formatted(name, price, useYn);
    }
}
