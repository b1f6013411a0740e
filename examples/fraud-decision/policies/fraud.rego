# Which payments are made without a person looking at them. Asked before the proxy reads tokens: nothing here relies on one.
package fraud.decision

# Largest amount, in cents, by currency. What is not here is not paid.
limits := {"EUR": 1000000, "USD": 1100000, "KRW": 1500000000}

blocked_countries := {"XA", "XB"}

# The only one that may ask for a payment, whoever else the mesh may let in.
paying := "spiffe://cluster.local/ns/payments/sa/payment-engine"

default allow := {"allowed": false, "http_status": 403, "body": "{\"refused\": [\"request\"]}"}

allow := {"allowed": true} if reading

allow := {"allowed": true, "headers": {"x-fraud-decision": "passed"}} if {
	is_payment
	count(refusals) == 0
}

allow := {"allowed": false, "http_status": 403, "body": json.marshal({"refused": refusals})} if {
	is_payment
	count(refusals) > 0
}

reading if input.attributes.request.http.method in {"GET", "HEAD"}

is_payment if {
	input.attributes.request.http.method == "POST"
	input.parsed_path == ["v1", "payments"]
}

# Each of these holds where something is missing, too: what cannot be read is refused.

refusals contains "caller" if not caller_may_pay

refusals contains "body" if not body_is_whole

refusals contains "amount" if not amount_in_limits

refusals contains "country" if not country_is_open

caller_may_pay if input.attributes.source.principal == paying

body_is_whole if {
	input.truncated_body == false
	is_object(input.parsed_body)
}

amount_in_limits if {
	is_number(input.parsed_body.amount)
	input.parsed_body.amount > 0
	input.parsed_body.amount <= limits[input.parsed_body.currency]
}

country_is_open if {
	is_string(input.parsed_body.country)
	not input.parsed_body.country in blocked_countries
}
