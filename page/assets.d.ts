/** Files that the build gives a hashed name; the import is their address. */
declare module "*.css" {
  const address: string;
  export default address;
}
declare module "*.min.js" {
  const address: string;
  export default address;
}
