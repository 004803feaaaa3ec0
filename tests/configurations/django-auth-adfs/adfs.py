AUTH_ADFS = dict(
    SERVER="fs.contoso.com",
    CLIENT_ID="orders",
    RELYING_PARTY_ID="orders",
    AUDIENCE="microsoft:identityserver:orders",
)
