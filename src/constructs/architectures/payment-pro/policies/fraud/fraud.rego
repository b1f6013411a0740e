# Which payments the service fraud looks at at all: the others are refused before it is asked.
package paymentpro.fraud

# Largest amount, in the smallest unit of the currency. What is not here is not paid.
limits := {"EUR": 1000000, "USD": 1100000, "KRW": 1500000000}

# What somebody may spend whom nobody has known for a day, in hundredths of the limit.
share_of_strangers := 10

blocked_countries := {"XA", "XB"}

default allow := {"allowed": false, "http_status": 403, "body": "{\"refused\":[\"request\"]}"}

allow := {"allowed": true, "headers": {"x-fraud-policy": "passed"}} if {
	is_question
	count(refusals) == 0
}

allow := {"allowed": false, "http_status": 403, "body": json.marshal({"refused": refusals})} if {
	is_question
	count(refusals) > 0
}

is_question if {
	input.attributes.request.http.method == "POST"
	input.parsed_path == ["v1", "decisions"]
}

# Each of these holds where something is missing, too: what cannot be read is refused.

refusals contains "body" if not body_is_whole

refusals contains "amount" if not amount_in_limits

refusals contains "country" if not country_is_open

refusals contains "stranger" if not known_well_enough

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

known_well_enough if {
	is_number(input.parsed_body.customer_days)
	input.parsed_body.customer_days >= 1
}

known_well_enough if {
	is_number(input.parsed_body.customer_days)
	input.parsed_body.amount * 100 <= limits[input.parsed_body.currency] * share_of_strangers
}
