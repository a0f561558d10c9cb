package coffee.system.chaos;

import coffee.system.CoffeeSystem;
import coffee.system.Part;
import coffee.system.Reply;
import tools.jackson.databind.JsonNode;

/** Has the display make its counts anew from the orders, and sees what comes of it. */
record Rebuilding(CoffeeSystem coffee) {

    private static final String PATH = "/admin/rebuild";
    private static final String DONE = "DONE";

    /** @return 202 where it has begun */
    Reply begin() {
        return coffee.asStaff(Part.DISPLAY).post(PATH);
    }

    /** @return how the last one ended, in words; empty while it goes on, or nobody says */
    String ended() {
        Reply reply = coffee.asStaff(Part.DISPLAY).get(PATH);
        if (reply.status() != 200) {
            return "";
        }
        JsonNode last = reply.json();
        String state = last.get("state").asString();
        return state.equals("RUNNING")
                ? ""
                : state + " after " + last.get("tookSeconds") + " s: " + last.get("events") + " events, "
                        + last.get("cameMeanwhile") + " of them came meanwhile"
                        + (last.get("error").isNull() ? "" : ", " + last.get("error"));
    }

    static boolean isDone(String ended) {
        return ended.startsWith(DONE);
    }
}
