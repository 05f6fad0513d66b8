/** Components bring their style sheets; a test that renders them to text has no use for those. */
declare module "*.css";
