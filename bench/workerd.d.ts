/** The npm package of the runtime; it ships no types. */
declare module "workerd" {
  const workerd: {
    /** Path of the binary for this machine. */
    default: string;
    version: string;
    /** Newest compatibility date it knows. */
    compatibilityDate: string;
  };
  export default workerd;
}
