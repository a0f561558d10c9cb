package coffee.ordering.point;

/** Why points came or went. The names are the published ones. */
enum PointType {
    CHARGE("충전"),
    USE("사용"),
    SAVE("적립"),
    EXPIRE("소멸"),
    REFUND("환불");

    private final String displayName;

    PointType(String displayName) {
        this.displayName = displayName;
    }

    String displayName() {
        return displayName;
    }
}
