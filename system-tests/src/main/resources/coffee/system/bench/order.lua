-- Orders of one cup, by customers and for menus drawn at random, each with a key of its own.
-- Arguments: a word that no other run uses, the first and the number of customers, the number of menus.
local count = 0

function init(args)
  run = args[1]
  firstCustomer = tonumber(args[2])
  customers = tonumber(args[3])
  menus = tonumber(args[4])
  math.randomseed(20261121)
end

function request()
  count = count + 1
  local body = string.format(
    '{"customerId":"CUST-%08d","menuList":[{"menuId":"MENU-%08d","qy":1}]}',
    firstCustomer + math.random(customers) - 1, math.random(menus))
  return wrk.format("POST", "/order",
    { ["Content-Type"] = "application/json", ["Idempotency-Key"] = run .. "-" .. count }, body)
end
