import { BearerStrategy, IBearerStrategyOption } from "passport-azure-ad";
const options: IBearerStrategyOption = {
  identityMetadata: "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
  clientID: process.env.CLIENT_ID!,
  issuer: ["https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0", `https://sts.windows.net/${process.env.TENANT}/`],
  audience: ["api://orders"],
};
export const strategy = new BearerStrategy(options, () => {});
