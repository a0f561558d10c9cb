package coffee.display.menu;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A menu and its products arrive together, are shown together and are never searched: one column keeps them one write. */
@Converter
class ProductsInJson implements AttributeConverter<List<Menu.Product>, String> {

    private static final TypeReference<List<Menu.Product>> PRODUCTS = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.shared();

    @Override
    public String convertToDatabaseColumn(List<Menu.Product> products) {
        return json.writeValueAsString(products);
    }

    @Override
    public List<Menu.Product> convertToEntityAttribute(String column) {
        return List.copyOf(json.readValue(column, PRODUCTS));
    }
}
