package coffee.system;

/** How a command ended, and what it wrote meanwhile. */
public record Said(int status, String text) {}
