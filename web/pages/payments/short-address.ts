/** Without the city: in a list the end of an address tells one flat from another, and must not be cut. */
export const shortAddress = (address: string): string => address.split(", ").slice(1).join(", ") || address;
